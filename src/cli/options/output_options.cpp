#include "cli/arguments.h"
#include "cli/option_sets.h"
#include "render/shape/shape.h"

namespace dechaff::cli {

namespace {

/// "text|md|…".
std::string shape_names() {
  std::string out;
  for (const render::shape::ShapeInfo& info : render::shape::shapes())
    out += (out.empty() ? "" : "|") + std::string(info.name);
  return out;
}

}  // namespace

OptionSet output_options() {
  return in_group(
      "Output",
      {{.names = {"-o", "--output"},
        .value = "FILE",
        .help = "write to FILE; .gz or .zst: compressed",
        .target = at<&Arguments::options, &Options::output>,
        .one_of = "where"},
       {.names = {"--in-place"},
        .help = "put the result in the place of each file",
        .target = at<&Arguments::options, &Options::in_place>,
        .one_of = "where"},
       row({"--to"}, shape_names(),
           "write this form (default: by the name of -o, or what was read)",
           at<&Arguments::options, &Options::shape>),
       {.names = {"--fields"},
        .value = "NAME",
        .help = "of --to jsonl, csv, tsv: these fields alone, e.g. url,title,text",
        .target = at<&Arguments::options, &Options::fields>,
        .commas = true},
       row({"--links"}, "", "with --html --to md: links with their targets",
           at<&Arguments::options, &Options::links>),
       row({"--drop-empty"}, "", "leave out documents of which nothing is left",
           at<&Arguments::options, &Options::drop_empty>),
       row({"--explain"}, "", "print one JSON record a decision, not the text",
           at<&Arguments::options, &Options::explain>),
       row({"--removed"}, "FILE", "write the removal log, for 'dechaff restore'",
           at<&Arguments::options, &Options::removed>),
       row({"--meta"}, "FILE", "write what dropped lines said of the page (JSONL)",
           at<&Arguments::options, &Options::meta>),
       row({"--errors"}, "FILE", "put broken records into FILE (JSONL, with the reason) and go on",
           at<&Arguments::options, &Options::errors>),
       row({"--shard-size"}, "SIZE",
           "write files of about SIZE, named by -o with {} for the number",
           at<&Arguments::options, &Options::shard_size>),
       row({"--checkpoint"}, "FILE", "go on where a run that was killed had come to, as FILE says",
           at<&Arguments::options, &Options::checkpoint>),
       row({"--checkpoint-every"}, "N", "seconds between two checkpoints (default 10)",
           at<&Arguments::options, &Options::checkpoint_every>, 0, 1e9),
       row({"--summary"}, "FILE", "write what was done, with counts, as JSON",
           at<&Arguments::options, &Options::summary>),
       quiet_option(),
       {.names = {"-v", "--verbose"},
        .help = "say which stages removed nothing, and the like",
        .target = at<&Arguments::options, &Options::verbose>}});
}

Option quiet_option(std::string_view help) {
  return {.names = {"-q", "--quiet"},
          .help = std::string(help),
          .target = at<&Arguments::options, &Options::quiet>,
          .group = "Output"};
}

Option output_option() {
  return {.names = {"-o", "--output"},
          .value = "FILE",
          .help = "write to FILE, not standard output",
          .target = at<&Arguments::options, &Options::output>,
          .group = "Output"};
}

OptionSet help_options() {
  return in_group("Help", {row({"-h"}, "", "this help, in short", {}),
                           row({"--help"}, "", "examples and all options", {})});
}

}  // namespace dechaff::cli
