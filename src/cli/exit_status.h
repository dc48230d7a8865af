#pragma once

#include <functional>

namespace dechaff::cli {

/// Runs `program` and returns its exit status. Whatever it throws ends as a message and status 2;
/// only a closed pipe is silent, with 0.
int exit_status(const std::function<int()>& program);

}  // namespace dechaff::cli
