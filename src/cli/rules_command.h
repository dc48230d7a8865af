#pragma once

#include <string>

#include "cli/options.h"

namespace dechaff::cli {

/// The verbs of `dechaff rules`. Each prints to stdout and returns the exit code.
int rules_list(const Options& options);
int rules_show(const Options& options, const std::string& id);
/// Every example against its rule and against all packs; 1 when something fails.
int rules_test(const Options& options);
/// Loads and compiles everything and warns of costly or loose patterns; 1 when there are any.
int rules_lint(const Options& options);
/// Which rules match a line, and in which zones they may fire.
int rules_why(const Options& options, const std::string& line);

/// `dechaff explain REASON`: what a reason, a kind or a rule id means; 2 when nobody gives it.
int explain_reason(const Options& options, const std::string& reason);

}  // namespace dechaff::cli
