#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <set>
#include <thread>

#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/option_sets.h"
#include "cli/terminal.h"
#include "cli/version.h"
#include "core/built_in.h"
#include "core/error.h"
#include "model/line_model.h"
#include "rules/pack.h"
#include "run/recipe.h"

namespace dechaff::cli {
namespace {

namespace fs = std::filesystem;

/// What was found, a line each; `missing` when the program cannot do its work without it.
class Report {
 public:
  void found(const char* what, const std::string& text) { print("ok", what, text); }
  void note(const char* what, const std::string& text) { print("note", what, text); }
  void missing(const char* what, const Error& error) {
    print("missing", what, visible(message_of(error)));
    all_there_ = false;
  }
  bool all_there() const { return all_there_; }

 private:
  static void print(const char* state, const char* what, const std::string& text) {
    fmt::print("{:<8} {:<10} {}\n", state, what, text);
  }
  bool all_there_ = true;
};

/// Calls `look`; what it throws is reported as missing.
template <class Look>
void try_to(Report& report, const char* what, Look look) {
  try {
    look();
  } catch (const Error& error) {
    report.missing(what, error);
  } catch (const std::exception& error) {
    report.missing(what, Error({}, error.what()));
  }
}

void look_at_rules(Report& report) {
  const std::vector<rules::Rule> rules = rules::load_folder(RulesFolder()).rules;
  std::set<std::string> packs;
  for (const rules::Rule& rule : rules) packs.insert(rule.id.substr(0, rule.id.find('.')));
  std::string names;
  for (const std::string& pack : packs) names += ' ' + pack;
  report.found("rules", fmt::format("{}, built in", built_in::rules_hash()));
  report.found("packs", fmt::format("{} rules in {} packs:{}", rules.size(), packs.size(), names));
}

void look_at_recipes(Report& report) {
  report.found("recipes", fmt::format("{}", fmt::join(recipe::built_in_names(), ", ")));
}

void look_at_model(Report& report) {
  const model::LineModel model{RulesFolder()};
  report.found("model", fmt::format("{}, {}", built_in::model_hash(),
                                    human_bytes(built_in::find(built_in::model_path)->size())));
}

void look_at_scratch(Report& report) {
  const fs::path folder = fs::temp_directory_path();
  if (access(folder.c_str(), W_OK) != 0) throw Error({folder.string()}, "cannot be written to");
  report.found("scratch", fmt::format("{}, {} free (of use to dedup --memory)", folder.string(),
                                      human_bytes(fs::space(folder).available)));
}

int doctor(Arguments&) {
  Report report;
  report.found("program", fmt::format("dechaff {}", DECHAFF_VERSION));
  report.found("libraries", libraries_text());
  try_to(report, "rules", [&] { look_at_rules(report); });
  try_to(report, "recipes", [&] { look_at_recipes(report); });
  try_to(report, "model", [&] { look_at_model(report); });
  try_to(report, "scratch", [&] { look_at_scratch(report); });
  report.found("cores", fmt::format("{}", std::thread::hardware_concurrency()));
  report.found("locale", "has no influence: text is UTF-8, sorting is by bytes");
  const auto yes = [](int fd) { return is_terminal(fd) ? "a terminal" : "no terminal"; };
  report.found("terminal", fmt::format("input {}, output {}, messages {}", yes(0), yes(1), yes(2)));
  return report.all_there() ? 0 : 2;
}

}  // namespace

Command doctor_command() {
  return {.name = "doctor",
          .group = "Set up",
          .summary = "say what the program finds, and what is missing",
          .examples = {"dechaff doctor"},
          .run = doctor};
}

}  // namespace dechaff::cli
