#include "cli/arguments.h"
#include "cli/option_sets.h"

namespace dechaff::cli {

OptionSet rule_options() {
  return in_group(
      "Rules",
      {row({"--rules"}, "DIR",
           "add the rules of this folder; they replace built-in rules of the same id",
           at<&Arguments::options, &Options::rule_folders>),
       row({"--no-rule"}, "ID", "leave out the rule of this id",
           at<&Arguments::options, &Options::without_rules>),
       row({"--only-kind"}, "KIND", "only rules of this kind",
           at<&Arguments::options, &Options::only_kinds>),
       {.names = {"--lang"},
        .value = "CODE",
        .help = "the text's language, e.g. de or zh,en; else guessed",
        .target = at<&Arguments::options, &Options::languages>,
        .commas = true},
       row({"--model"}, "FILE", "use the line model of this file",
           at<&Arguments::options, &Options::model>),
       row({"--no-model"}, "", "rules alone", at<&Arguments::options, &Options::no_model>)});
}

Option recipe_option(std::string_view help) {
  return row({"--recipe"}, "careful|default|strict|FILE", std::string(help),
             at<&Arguments::recipe>);
}

Option overrides_option(std::string_view help) {
  return row({"--set"}, "TEXT", std::string(help), at<&Arguments::overrides>);
}

}  // namespace dechaff::cli
