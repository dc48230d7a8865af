#include "cli/learn_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <memory>

#include "bytes/output.h"
#include "bytes/temporary_file.h"
#include "cli/commands.h"
#include "cli/describe.h"
#include "cli/terminal.h"
#include "core/error.h"
#include "learn/learn.h"
#include "learn/pack_writer.h"

namespace dechaff::cli {
namespace {

struct Choice {
  Options options;
  learn::LearnOptions how;
  std::string host;
};

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

int run_learn(const Choice& choice) {
  bytes::Output out(choice.options.output);
  std::uint64_t soft_errors = 0;
  out.write(learn_pack(choice.options, choice.how, choice.host, soft_errors));
  out.finish();
  return soft_errors > 0 ? 2 : 0;
}

}  // namespace

void add_learn_options(CLI::App& command, learn::LearnOptions& options) {
  command
      .add_option("--min-pages", options.min_pages,
                  "leave sites with fewer pages alone (default 8)")
      ->check(CLI::Range(2, 1000000).description(""))
      ->type_name("N")
      ->group("Learning");
  command
      .add_option("--min-share", options.min_share,
                  "the share of a site's pages that hold a line (default 0.3)")
      ->check(CLI::Range(0.01, 1.0).description(""))
      ->type_name("N")
      ->group("Learning");
  command
      .add_option("--memory", options.memory,
                  "for counting; beyond it sites with few pages are forgotten (default 1GiB)")
      ->transform(CLI::AsSizeValue(true).description(""))
      ->type_name("SIZE")
      ->group("Learning");
}

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

void add_learn_command(CLI::App& app, Action& action) {
  const auto choice = std::make_shared<Choice>();
  CLI::App& command = *app.add_subcommand("learn", "find what a site says on every page");
  command.group("Measure");
  add_examples(command, {"dechaff learn dump.wet.gz -o sites.toml",
                         "dechaff boilerplate --pack sites.toml dump.wet.gz",
                         "dechaff learn --host example.org pages/*.txt  # all of one site"});
  add_learn_options(command, choice->how);
  command.add_option("--host", choice->host, "all pages are of this site (default: see their ids)")
      ->type_name("NAME")
      ->group("Learning");
  add_input_options(command, choice->options);
  add_html_option(command, choice->options);
  add_host_option(command, choice->options);
  add_report_output(command, choice->options);
  command.add_flag("-q,--quiet", choice->options.quiet, "no count")->group("Output");
  command.callback([choice, &action] { action = [choice] { return run_learn(*choice); }; });
}

}  // namespace dechaff::cli
