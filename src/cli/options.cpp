#include "cli/options.h"

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <thread>

#include "bytes/source.h"
#include "cli/terminal.h"
#include "core/error.h"

namespace dechaff::cli {
namespace {

/// "auto|text|…".
std::string format_names() {
  std::string out = "auto";
  for (const formats::FormatInfo& info : formats::formats()) out += '|' + std::string(info.name);
  return out;
}

formats::Format format_of(const std::string& name) {
  std::vector<std::string_view> names{"auto"};
  if (name == "auto") return formats::Format::automatic;
  for (const formats::FormatInfo& info : formats::formats()) {
    if (info.name == name) return info.format;
    names.push_back(info.name);
  }
  const std::string_view near = nearest(name, names);
  throw CLI::ValidationError("no format is called '" + name + "'; known are " + format_names() +
                             (near.empty() ? "" : "; did you mean '" + std::string(near) + "'?"));
}

}  // namespace

void add_input_options(CLI::App& command, Options& options, const std::string& positional,
                       const std::string& help) {
  command.add_option(positional, options.files, help);
  command
      .add_option("--files0-from", options.files_from,
                  "read the files' names from FILE, each ended by a NUL byte")
      ->type_name("FILE")
      ->group("Input");
  command
      .add_option_function<std::string>(
          "--format",
          [&options](const std::string& name) { options.reading.format = format_of(name); },
          "how records are read (default auto: as the first bytes show)")
      ->type_name(format_names())
      ->group("Input");
  command
      .add_option("--text-field", options.reading.text_field,
                  "JSONL field or CSV column of the text (default text)")
      ->type_name("NAME")
      ->group("Input");
  command
      .add_option("--id-field", options.reading.id_field,
                  "JSONL field or CSV column of the id (default id)")
      ->type_name("NAME")
      ->group("Input");
  command
      .add_option("--max-document", options.reading.max_document,
                  "largest document, e.g. 100MB (default 1GiB)")
      ->transform(CLI::AsSizeValue(true).description(""))
      ->type_name("SIZE")
      ->group("Input");
  command.add_flag("--strict", options.strict, "stop at the first broken record")->group("Input");
  command
      .add_option("-j,--jobs", options.jobs,
                  "workers (default: all cores); same output at any number")
      ->check(CLI::Range(1, 1024).description(""))
      ->type_name("N")
      ->group("Input");
}

void add_html_option(CLI::App& command, Options& options) {
  command
      .add_flag("--html", options.reading.html,
                "pages (text, WARC responses) are HTML: read what they show")
      ->group("Input");
}

void add_host_option(CLI::App& command, Options& options) {
  command
      .add_option("--host-field", options.reading.host_field,
                  "JSONL field or CSV column of the page's URL or host (default: the id)")
      ->type_name("NAME")
      ->group("Input");
}

void add_output_options(CLI::App& command, Options& options) {
  auto* output =
      command.add_option("-o,--output", options.output, "write to FILE; .gz or .zst: compressed")
          ->type_name("FILE")
          ->group("Output");
  command.add_flag("--in-place", options.in_place, "put the result in the place of each file")
      ->excludes(output)
      ->group("Output");
  command.add_flag("--explain", options.explain, "print one JSON record a decision, not the text")
      ->group("Output");
  command.add_option("--removed", options.removed, "write the removal log, for 'dechaff restore'")
      ->type_name("FILE")
      ->group("Output");
  command.add_option("--meta", options.meta, "write what dropped lines said of the page (JSONL)")
      ->type_name("FILE")
      ->group("Output");
  command
      .add_option("--errors", options.errors,
                  "put broken records into FILE (JSONL, with the reason) and go on")
      ->type_name("FILE")
      ->group("Output");
  command
      .add_option("--shard-size", options.shard_size,
                  "write files of about SIZE, named by -o with {} for the number")
      ->transform(CLI::AsSizeValue(true).description(""))
      ->type_name("SIZE")
      ->group("Output");
  command
      .add_option("--checkpoint", options.checkpoint,
                  "go on where a run that was killed had come to, as FILE says")
      ->type_name("FILE")
      ->group("Output");
  command
      .add_option("--checkpoint-every", options.checkpoint_every,
                  "seconds between two checkpoints (default 10)")
      ->check(CLI::NonNegativeNumber.description(""))
      ->type_name("N")
      ->group("Output");
  command.add_flag("-q,--quiet", options.quiet, "no notes, no progress")->group("Output");
}

void add_rule_options(CLI::App& command, Options& options) {
  command
      .add_option("--rules", options.rule_folders,
                  "add the rules of this folder; they replace built-in rules of the same id")
      ->type_name("DIR")
      ->allow_extra_args(false)
      ->group("Rules");
  command.add_option("--no-rule", options.without_rules, "leave out the rule of this id")
      ->type_name("ID")
      ->allow_extra_args(false)
      ->group("Rules");
  command.add_option("--only-kind", options.only_kinds, "only rules of this kind")
      ->type_name("KIND")
      ->allow_extra_args(false)
      ->group("Rules");
  command
      .add_option("--lang", options.languages,
                  "the text's language, e.g. de or zh,en; else guessed")
      ->type_name("CODE")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->group("Rules");
  command.add_option("--model", options.model, "use the line model of this file")
      ->type_name("FILE")
      ->group("Rules");
  command.add_flag("--no-model", options.no_model, "rules alone")->group("Rules");
}

void add_settings(CLI::App& command, const FilterInfo& info, StageSpec& stage) {
  // The prototype checks values; it lives as long as the options that refer to it.
  const std::shared_ptr<Filter> prototype = info.make();
  const auto params = std::make_shared<Params>();
  prototype->declare(*params);
  for (std::size_t i = 0; i < params->list.size(); ++i) {
    const Param& param = params->list[i];
    const auto set = [prototype, params, i, &stage](const std::string& value) {
      const Param& p = params->list[i];
      try {
        set_from_text(p, value);
      } catch (const std::invalid_argument& e) {
        throw CLI::ValidationError(e.what());
      }
      stage.settings.emplace_back(p.name, value);
    };
    const std::string name(param.name);
    std::string help(param.help);
    if (std::holds_alternative<bool*>(param.target)) {
      if (*std::get<bool*>(param.target)) {
        command
            .add_flag_callback(
                "--no-" + name, [set] { set("false"); }, "not: " + help)
            ->group("Settings");
        command
            .add_flag_callback(
                "--" + name, [set] { set("true"); }, help + " (default)")
            ->group("Settings");
      } else {
        command
            .add_flag_callback(
                "--" + name, [set] { set("true"); }, help)
            ->group("Settings");
        command
            .add_flag_callback(
                "--no-" + name, [set] { set("false"); }, "not so (default)")
            ->group("Settings");
      }
      continue;
    }
    std::string type = param.bytes ? "SIZE" : "N";
    if (!param.choices.empty()) {
      type.clear();
      for (std::string_view choice : param.choices) {
        type += (type.empty() ? "" : "|") + std::string(choice);
      }
    } else if (std::holds_alternative<std::string*>(param.target)) {
      type = "TEXT";
    }
    const std::string value = param.value_text();
    if (value != "\"\"") {
      help +=
          " (default " + (value.front() == '"' ? value.substr(1, value.size() - 2) : value) + ')';
    }
    command.add_option_function<std::string>("--" + name, set, help)
        ->type_name(type)
        ->group("Settings");
  }
}

unsigned jobs_of(const Options& options) {
  return options.jobs == 0 ? std::max(1U, std::thread::hardware_concurrency()) : options.jobs;
}

void add_report_output(CLI::App& command, Options& options) {
  command.add_option("-o,--output", options.output, "write to FILE, not standard output")
      ->type_name("FILE")
      ->group("Output");
}

std::vector<std::string> input_files(const Options& options) {
  std::vector<std::string> files = options.files;
  if (!options.files_from.empty()) {
    bytes::Source list(options.files_from);
    std::string names, piece(1 << 16, '\0');
    while (const std::size_t n = list.read(piece.data(), piece.size())) names.append(piece, 0, n);
    for (std::size_t at = 0; at < names.size();) {
      const std::size_t end = std::min(names.find('\0', at), names.size());
      if (end > at) files.push_back(names.substr(at, end - at));
      at = end + 1;
    }
    return files;
  }
  if (files.empty()) {
    if (is_terminal(0)) {
      throw Error({}, "nothing to read: name a file, or pipe text in", {},
                  "'-' reads the terminal");
    }
    files.push_back("-");
  }
  return files;
}

}  // namespace dechaff::cli
