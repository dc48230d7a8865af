#include "cli/program.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/filter.h"
#include "io/edits.h"
#include "io/output.h"
#include "io/reader.h"
#include "rules/rule_set.h"

namespace dechaff::cli {
namespace {

struct Settings {
  std::vector<std::string> files;
  std::string rules_directory;
  std::string output = "-";
  io::ReadOptions reading;
  bool explain = false;
};

struct Stage {
  std::string_view name;
  std::unique_ptr<Filter> filter;
};

std::string find_rules() {
  namespace fs = std::filesystem;
  if (const char* set = std::getenv("DECHAFF_RULES"); set != nullptr && *set != '\0') return set;
  std::error_code error;
  const fs::path self = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (const fs::path& candidate : {self / "../rules", self / "../share/dechaff/rules"}) {
    if (fs::is_directory(candidate, error)) return candidate.lexically_normal().string();
  }
  return DECHAFF_SOURCE_RULES;
}

void complain(const Error& error) { std::fprintf(stderr, "dechaff: %s\n", render(error).c_str()); }

void append_explained(std::string& out, const Document& document) {
  static constexpr std::string_view deeds[] = {"drop", "rewrite", "flag"};
  for (const Decision& d : document.decisions) {
    out += "{\"schema\":\"dechaff.explain/1\",\"source\":\"";
    io::append_json(out, document.source);
    out +=
        "\",\"document\":" + std::to_string(document.ordinal) +
        ",\"line\":" + std::to_string(document.first_line + d.line) +
        ",\"begin\":" + std::to_string(d.span.begin) + ",\"end\":" + std::to_string(d.span.end) +
        ",\"action\":\"" + std::string(deeds[static_cast<std::size_t>(d.deed)]) +
        "\",\"stage\":\"" + std::string(d.stage) + "\",\"reason\":\"" +
        std::string(d.reason.code.find('.') == std::string_view::npos ? std::string(d.stage) + "."
                                                                      : "") +
        std::string(d.reason.code) + "\",\"why\":\"" + std::string(d.reason.why) + "\",\"rule\":\"";
    io::append_json(out, d.rule);
    char score[32];
    std::snprintf(score, sizeof score, "%.4g", static_cast<double>(d.score));
    out += std::string("\",\"score\":") + score + ",\"text\":\"";
    io::append_json(out, document.bytes.substr(d.span.begin, d.span.size()));
    out += "\"}\n";
  }
}

int run_chain(const std::vector<std::string>& names, Settings settings, bool list_headings) {
  const rules::RuleSet rules(rules::load_directory(
      settings.rules_directory.empty() ? find_rules() : settings.rules_directory));
  Resources resources;
  resources.rules = &rules;
  std::vector<Stage> chain;
  for (const std::string& name : names) {
    const FilterInfo* info = find_filter(name);
    chain.push_back({info->name, info->make()});
    chain.back().filter->prepare(resources);
  }
  int status = 0;
  io::Output out(settings.output);
  if (settings.files.empty()) settings.files.push_back("-");
  Document document;
  std::size_t ordinal = 0;
  for (const std::string& file : settings.files) {
    try {
      io::Source source(file);
      io::Reader reader(source, settings.reading);
      io::Batch batch;
      std::string text;
      while (reader.next(batch)) {
        text.clear();
        for (const io::Record& record : batch.records) {
          if (!record.error.empty()) {
            complain(Error({file, record.line, 0}, record.error));
            status = 2;
          }
          if (!record.is_document) {
            if (!settings.explain && !list_headings) {
              text.append(batch.bytes, record.all.begin, record.all.size());
            }
            continue;
          }
          io::JsonText json;
          std::string_view bytes =
              std::string_view(batch.bytes).substr(record.text.begin, record.text.size());
          if (record.escaped) {
            io::decode_json(bytes, json);
            bytes = json.text;
          }
          document.assign(bytes);
          document.source = file;
          document.id = record.id;
          document.first_line = record.line;
          document.ordinal = ordinal++;
          for (Stage& stage : chain) {
            Sink sink(document, stage.name);
            stage.filter->process(document, sink);
          }
          if (settings.explain) {
            append_explained(text, document);
          } else if (list_headings) {
            for (const Heading& heading : document.headings) {
              text += trim(document.lines.text[heading.line]);
              text += '\n';
            }
          } else {
            io::append_edited(
                text, batch, record,
                io::batch_edits(document, batch, record, record.escaped ? &json : nullptr));
          }
        }
        out.write(text);
      }
    } catch (const Error& error) {
      if (error.place.path != file) throw;
      complain(error);
      status = 2;
    }
  }
  out.finish();
  return status;
}

void add_common(CLI::App& command, Settings& settings) {
  command.add_option("FILE", settings.files, "files to read; none or '-' is standard input");
  command.add_option("-o,--output", settings.output, "write to FILE instead of standard output");
  command.add_flag("--explain", settings.explain, "print one JSON record per decision instead");
  command.add_option("--rules", settings.rules_directory, "read the rule packs of this folder");
  command.add_option("--text-field", settings.reading.text_field, "JSONL field of the text");
  command.add_option("--id-field", settings.reading.id_field, "JSONL field of the id");
  command.add_option("--max-document", settings.reading.max_document, "bytes a document may have");
  command.add_option("--format", settings.reading.format, "text, lines, jsonl or wet")
      ->transform(
          CLI::CheckedTransformer(std::map<std::string, io::Format>{{"auto", io::Format::automatic},
                                                                    {"text", io::Format::text},
                                                                    {"lines", io::Format::lines},
                                                                    {"jsonl", io::Format::jsonl},
                                                                    {"wet", io::Format::wet}}));
}

}  // namespace

int run_program(int argc, char* argv[]) {
  std::signal(SIGPIPE, SIG_IGN);
  CLI::App app{"dechaff separates the grain from the chaff of scraped text."};
  app.require_subcommand(1);
  app.set_version_flag("--version", DECHAFF_VERSION);
  Settings settings;
  for (const FilterInfo& info : filters()) {
    add_common(*app.add_subcommand(std::string(info.name), std::string(info.summary)), settings);
  }
  add_common(*app.add_subcommand("run", "all in one: boilerplate, teasers, dedup"), settings);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  try {
    const std::string name = app.get_subcommands().front()->get_name();
    if (name == "run") return run_chain({"boilerplate", "teasers", "dedup"}, settings, false);
    return run_chain({name}, settings, name == "headings");
  } catch (const Error& error) {
    complain(error);
  } catch (const io::ClosedPipe&) {
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "dechaff: %s\n", error.what());
  }
  return 2;
}

}  // namespace dechaff::cli
