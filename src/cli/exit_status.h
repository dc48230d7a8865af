#pragma once

#include <functional>

namespace dechaff::cli {

/// Runs `program` and returns its exit status. Whatever it throws ends as a message and status 2;
/// only a closed pipe is silent, with 0. What stdio holds for standard output is written before.
int exit_status(const std::function<int()>& program);

/// Opens /dev/null in the place of standard descriptors that are closed, so that no file of the run
/// takes their number and gets what is meant for them. Called once, first.
void hold_standard_descriptors();

}  // namespace dechaff::cli
