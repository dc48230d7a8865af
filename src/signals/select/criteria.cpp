#include "signals/select/criteria.h"

#include <algorithm>

#include "core/error.h"
#include "core/toml_file.h"

namespace dechaff::select {
namespace {

Names names_of_all() { return {signals::signal_names(), Criteria::text_names()}; }

void only(const TomlFile& file, const toml::table& table,
          const std::vector<std::string_view>& known) {
  for (const auto& [key, node] : table) {
    if (std::find(known.begin(), known.end(), key.str()) == known.end())
      file.unknown(key.source(), "key", key.str(), known);
  }
}

std::string text(const TomlFile& file, const toml::table& table, std::string_view key) {
  const toml::node* node = table.get(key);
  if (node == nullptr) file.fail(table.source(), "[[require]] needs '" + std::string(key) + "'");
  const auto value = node->value_exact<std::string>();
  if (!value) file.fail(node->source(), "'" + std::string(key) + "' is a string");
  return *value;
}

}  // namespace

const std::vector<std::string_view>& Criteria::text_names() {
  static const std::vector<std::string_view> names = {"id", "source"};
  return names;
}

Criteria Criteria::from_expression(const std::string& expression) {
  Criteria out;
  out.requirements_.push_back({"", Expression(expression, names_of_all())});
  out.finish();
  return out;
}

Criteria Criteria::from_file(NamedText source) {
  Criteria out;
  const TomlFile file(std::move(source));
  only(file, file.root(), {"summary", "edit", "require"});
  if (const toml::node* edit = file.root().get("edit")) {
    if (edit->value_exact<std::string>() != "c4-lines") {
      file.fail(edit->source(), "the only 'edit' there is is \"c4-lines\"");
    }
    out.c4_lines_ = true;
  }
  const toml::node* list = file.root().get("require");
  if (list == nullptr || !list->is_array_of_tables()) {
    throw Error({file.path()}, "needs at least one [[require]]");
  }
  for (const toml::node& entry : *list->as_array()) {
    const toml::table& table = *entry.as_table();
    only(file, table, {"that", "reason"});
    const std::string that = text(file, table, "that");
    try {
      out.requirements_.push_back({text(file, table, "reason"), Expression(that, names_of_all())});
    } catch (const Error& error) {
      if (error.place.path == file.path()) throw;
      file.fail(table.get("that")->source(), error.what(), error.help);
    }
  }
  out.finish();
  return out;
}

void Criteria::finish() {
  const std::vector<std::string_view> all = signals::signal_names();
  names_ = all.size();
  std::vector<bool> used(all.size());
  for (const Requirement& requirement : requirements_) {
    for (const std::size_t name : requirement.expression.used()) used[name] = true;
  }
  asked_at_.assign(all.size(), SIZE_MAX);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!used[i]) continue;
    asked_at_[i] = asked_.size();
    asked_.emplace_back(all[i]);
  }
  if (asked_.empty()) asked_.emplace_back("dechaff.bytes");  // only texts are asked for
}

Criteria::Verdict Criteria::judge(const std::vector<double>& values,
                                  const std::vector<std::string_view>& texts) const {
  std::vector<double> all(names_, signals::no_value);
  for (std::size_t i = 0; i < names_; ++i) {
    if (asked_at_[i] != SIZE_MAX) all[i] = values[asked_at_[i]];
  }
  for (const Requirement& requirement : requirements_) {
    const Expression& expression = requirement.expression;
    const std::size_t failing = expression.first_failing({all, texts});
    if (failing == expression.clauses().size()) continue;
    const std::string& clause = expression.clauses()[failing];
    return {false, requirement.reason.empty() ? clause : requirement.reason, clause};
  }
  return {};
}

}  // namespace dechaff::select
