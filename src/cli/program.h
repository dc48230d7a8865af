#pragma once

namespace dechaff::cli {

/// Runs the program. Exit codes: 0 done, 1 a check found too much. Errors are thrown: exit_status()
/// says what becomes of them.
int run_program(int argc, char* argv[]);

}  // namespace dechaff::cli
