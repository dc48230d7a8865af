#include "cli/learn_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <memory>

#include "bytes/output.h"
#include "bytes/same_file.h"
#include "bytes/temporary_file.h"
#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/option_sets.h"
#include "cli/terminal.h"
#include "core/error.h"
#include "learn/learn.h"
#include "learn/pack_writer.h"

namespace dechaff::cli {
namespace {

/// Standard input, to be read twice.
void spool(bytes::TemporaryFile& to) {
  std::string piece(1 << 16, '\0');
  for (;;) {
    const ssize_t n = ::read(0, piece.data(), piece.size());
    if (n == 0) return;
    if (n < 0) throw Error({"-"}, "cannot be read");
    to.append(std::string_view(piece).substr(0, static_cast<std::size_t>(n)));
  }
}

int run_learn(Arguments& choice) {
  choice.options.files = input_files(choice.options);
  choice.options.files_from.clear();  // read once: it may be standard input
  bytes::refuse_same_files({{"-o", choice.options.output}}, choice.options.files);
  bytes::Output out(choice.options.output);
  std::uint64_t soft_errors = 0;
  out.write(learn_pack(choice.options, choice.learning, choice.host, soft_errors));
  out.finish();
  return soft_errors > 0 ? 2 : 0;
}

}  // namespace

std::string learn_pack(const Options& options, const learn::LearnOptions& how,
                       const std::string& host, std::uint64_t& soft_errors) {
  learn::PageOptions pages;
  pages.files = input_files(options);
  pages.reading = options.reading;
  pages.host = host;
  pages.jobs = jobs_of(options);
  pages.report = [&](const Error& error) {
    complain(error);
    ++soft_errors;
  };
  std::unique_ptr<bytes::TemporaryFile> spooled;
  for (std::string& file : pages.files) {
    if (file != "-") continue;
    if (!spooled) {
      spooled = std::make_unique<bytes::TemporaryFile>();
      spooled->name();
      spool(*spooled);
    }
    file = spooled->name();
  }
  learn::LearnTotals totals;
  const learn::LearnedSites sites = learn::learn(pages, how, totals);
  if (totals.homeless > 0) {
    note(fmt::format("{} of {} pages have no URL or host as id, and were left out", totals.homeless,
                     totals.pages + totals.homeless));
  }
  if (totals.forgotten > 0) {
    note(fmt::format("{} pages of sites with few pages were forgotten to stay within --memory",
                     totals.forgotten));
  }
  if (!options.quiet) {
    std::size_t lines = 0;
    for (const auto& [name, site] : sites) lines += site.lines.size();
    note(fmt::format("{} pages: {} lines of {} sites", totals.pages, lines, sites.size()));
  }
  return learn::write_pack(sites, how);
}

Command learn_command() {
  return {.name = "learn",
          .group = "Measure",
          .summary = "find what a site says on every page",
          .examples = {"dechaff learn dump.wet.gz -o sites.toml",
                       "dechaff boilerplate --pack sites.toml dump.wet.gz",
                       "dechaff learn --host example.org pages/*.txt  # all of one site"},
          .options =
              joined({learning_options(),
                      {{.names = {"--host"},
                        .value = "NAME",
                        .help = "all pages are of this site (default: see their ids)",
                        .target = at<&Arguments::host>,
                        .group = "Learning"},
                       files_option()},
                      input_options(),
                      {html_option(), host_option(), output_option(), quiet_option("no count")}}),
          .run = run_learn};
}

}  // namespace dechaff::cli
