#pragma once

#include <string_view>

#include "cli/option.h"
#include "core/filter.h"

// Options that several commands share: one file a set, src/cli/options/NAME_options.cpp.

namespace dechaff::cli {

OptionSet input_options();
Option files_option(std::string_view help = "files to read; none or '-': standard input");
Option html_option();  // of commands whose --html is not a page to look at
Option sample_option(std::string_view help);
Option host_option();  // of commands that look at the site of a page
Option jobs_option();  // in input_options()
Option quiet_option(std::string_view help = "no notes, no progress");
OptionSet output_options();
Option output_option();  // -o of commands that write no documents
OptionSet rule_options();

/// --recipe and --set; `help` of the recipe.
Option recipe_option(std::string_view help);
Option overrides_option(std::string_view help);

/// One option for every setting that the filter declares; a flag has its --no-… .
OptionSet setting_options(const FilterInfo& filter);
OptionSet learning_options();
OptionSet help_options();

}  // namespace dechaff::cli
