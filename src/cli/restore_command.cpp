
#include "bytes/output.h"
#include "bytes/same_file.h"
#include "bytes/source.h"
#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/option_sets.h"
#include "render/removal_log.h"

namespace dechaff::cli {
namespace {

int restore(Arguments& arguments) {
  Options& options = arguments.options;
  if (!arguments.word.empty()) options.files = {arguments.word};
  bytes::refuse_same_files({{"-o", options.output}},
                           {input_files(options).front(), options.removed});
  bytes::Source text(input_files(options).front(), 1, bytes::FirstBytes::try_it);
  bytes::Source log(options.removed);
  bytes::Output out(options.output);
  render::restore(text, log, out);
  out.finish();
  return 0;
}

}  // namespace

Command restore_command() {
  Option output = output_option();
  output.group = "Options";
  return {.name = "restore",
          .group = "Explain and restore",
          .summary = "rebuild the original from text and log",
          .examples = {"dechaff run --removed log.jsonl page.txt > clean.txt",
                       "dechaff restore --removed log.jsonl clean.txt | cmp - page.txt"},
          .options = {row({"FILE"}, "FILE", "the cleaned text; none or '-': standard input",
                          at<&Arguments::word>),
                      {.names = {"--removed"},
                       .value = "FILE",
                       .help = "the removal log",
                       .target = at<&Arguments::options, &Options::removed>,
                       .required = true},
                      std::move(output)},
          .run = restore};
}

}  // namespace dechaff::cli
