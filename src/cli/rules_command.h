#pragma once

#include <string>

#include "cli/options.h"

namespace dechaff::cli {

/// The verbs of `dechaff rules`. Each prints to stdout and returns the exit code.
int rules_list(const Options& options);
int rules_show(const Options& options, const std::string& id);
/// Every example against its rule and against all packs, and what is doubtful in a rule: costly,
/// loose, subsumed, never first; 1 when there is anything.
int rules_test(const Options& options);
/// How long each rule takes alone, slowest first.
int rules_bench(const Options& options);
/// Which rules match a line, and in which zones they may fire.
int rules_why(const Options& options, const std::string& line);

/// `dechaff explain REASON`: what a reason, a kind or a rule id means; 2 when nobody gives it.
int explain_reason(const Options& options, const std::string& reason);

}  // namespace dechaff::cli
