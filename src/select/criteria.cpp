#include "select/criteria.h"

#include <toml++/toml.h>

#include <algorithm>
#include <sstream>

#include "core/error.h"
#include "core/read_file.h"

namespace dechaff::select {
namespace {

Names names_of_all() { return {signals::signal_names(), Criteria::text_names()}; }

class File {
 public:
  explicit File(const std::string& path) : path_(path) {
    text_ = read_file(path);
    try {
      root_ = toml::parse(text_, path_);
    } catch (const toml::parse_error& e) {
      fail(e.source(), std::string(e.description()));
    }
  }

  [[noreturn]] void fail(const toml::source_region& at, const std::string& message,
                         const std::string& help = {}) const {
    std::string excerpt;
    std::istringstream lines(text_);
    for (std::uint32_t i = 0; i < at.begin.line; ++i) std::getline(lines, excerpt);
    throw Error({path_, at.begin.line, at.begin.column}, message, excerpt, help);
  }

  void only(const toml::table& table, const std::vector<std::string_view>& known) const {
    for (const auto& [key, node] : table) {
      if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
      const std::string_view near = nearest(key.str(), known);
      fail(key.source(), "unknown key '" + std::string(key.str()) + "'",
           near.empty() ? "" : "did you mean '" + std::string(near) + "'?");
    }
  }

  std::string text(const toml::table& table, std::string_view key) const {
    const toml::node* node = table.get(key);
    if (node == nullptr) fail(table.source(), "[[require]] needs '" + std::string(key) + "'");
    const auto value = node->value_exact<std::string>();
    if (!value) fail(node->source(), "'" + std::string(key) + "' is a string");
    return *value;
  }

  const toml::table& root() const { return root_; }

 private:
  std::string path_, text_;
  toml::table root_;
};

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

Criteria Criteria::from_file(const std::string& path) {
  Criteria out;
  const File file(path);
  file.only(file.root(), {"summary", "edit", "require"});
  if (const toml::node* edit = file.root().get("edit")) {
    if (edit->value_exact<std::string>() != "c4-lines") {
      file.fail(edit->source(), "the only 'edit' there is is \"c4-lines\"");
    }
    out.c4_lines_ = true;
  }
  const toml::node* list = file.root().get("require");
  if (list == nullptr || !list->is_array_of_tables()) {
    throw Error({path}, "needs at least one [[require]]");
  }
  for (const toml::node& entry : *list->as_array()) {
    const toml::table& table = *entry.as_table();
    file.only(table, {"that", "reason"});
    const std::string that = file.text(table, "that");
    try {
      out.requirements_.push_back({file.text(table, "reason"), Expression(that, names_of_all())});
    } catch (const Error& error) {
      if (error.place.path == path) throw;
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
