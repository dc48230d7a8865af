#pragma once

namespace dechaff::cli {

/// Runs the program. Exit codes: 0 done, 1 a check found too much, 2 usage, configuration or I/O
/// error. A closed pipe ends quietly with 0.
int run_program(int argc, char* argv[]);

}  // namespace dechaff::cli
