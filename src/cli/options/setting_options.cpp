#include <memory>

#include "cli/arguments.h"
#include "cli/option_sets.h"

namespace dechaff::cli {
namespace {

/// "exact|folded", "SIZE", "N" or "TEXT".
std::string value_of(const Param& param) {
  std::string out;
  for (const std::string_view choice : param.choices) {
    out += (out.empty() ? "" : "|") + std::string(choice);
  }
  if (!out.empty()) return out;
  if (std::holds_alternative<std::string*>(param.target)) return "TEXT";
  return param.bytes ? "SIZE" : "N";
}

std::string with_default(const Param& param) {
  const std::string help(param.help), value = param.value_text();
  if (value == "\"\"") return help;
  const bool quoted = value.front() == '"';
  return help + " (default " + (quoted ? value.substr(1, value.size() - 2) : value) + ')';
}

}  // namespace

OptionSet setting_options(const FilterInfo& info) {
  // The prototype checks values, and lives as long as the options that refer to it.
  const std::shared_ptr<Filter> prototype = info.make();
  const auto params = std::make_shared<Params>();
  prototype->declare(*params);
  OptionSet out;
  for (const Param& param : params->list) {
    const auto take = [prototype, params, &param](Arguments& arguments, const std::string& value) {
      set_from_text(param, value);
      arguments.stage.settings.emplace_back(param.name, value);
    };
    const auto to = [take](const char* value) {
      return [take, value](Arguments& arguments, const std::string&) { take(arguments, value); };
    };
    const std::string name(param.name), help(param.help);
    const std::size_t begin = out.size();
    if (!std::holds_alternative<bool*>(param.target)) {
      out.push_back({{"--" + name}, value_of(param), with_default(param), take});
    } else if (*std::get<bool*>(param.target)) {
      out.push_back({{"--no-" + name}, "", "turn off --" + name, to("false")});
      out.push_back({{"--" + name}, "", help + " (default)", to("true")});
    } else {
      out.push_back({{"--" + name}, "", help, to("true")});
      out.push_back({{"--no-" + name}, "", "turn off --" + name + " (default)", to("false")});
    }
    for (std::size_t i = begin; i < out.size(); ++i) out[i].group = param.group;
  }
  return out;
}

}  // namespace dechaff::cli
