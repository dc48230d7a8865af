#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace dechaff {

/// One setting of a filter, declared once: the command line, recipes, help and docs read it here.
/// The target belongs to the filter and outlives the declaration.
struct Param {
  std::string_view name;  // the same on the command line (--name), in a recipe and in the docs
  std::string_view help;
  std::variant<bool*, std::int64_t*, double*, std::string*> target;
  std::vector<std::string_view> choices;  // of a text setting; empty: any
  double least = 0, most = 0;             // of a number, when least < most
  bool bytes = false;                     // a number that may end in K, M, G or T (of 1024)
  std::string_view group = "Settings";    // its title in the help

  std::string value_text() const;  // as TOML
};

class Params {
 public:
  void flag(std::string_view name, bool& target, std::string_view help) {
    list.push_back({name, help, &target, {}, 0, 0, false});
  }
  void integer(std::string_view name, std::int64_t& target, double least, double most,
               std::string_view help) {
    list.push_back({name, help, &target, {}, least, most, false});
  }
  void number(std::string_view name, double& target, double least, double most,
              std::string_view help) {
    list.push_back({name, help, &target, {}, least, most, false});
  }
  void text(std::string_view name, std::string& target, std::string_view help,
            std::vector<std::string_view> choices = {}) {
    list.push_back({name, help, &target, std::move(choices), 0, 0, false});
  }

  void size(std::string_view name, std::int64_t& target, double least, double most,
            std::string_view help) {
    list.push_back({name, help, &target, {}, least, most, true});
  }

  std::vector<Param> list;
};

/// Sets `param` from text, as the command line gives it. Throws std::invalid_argument with a reason
/// that names what is allowed.
void set_from_text(const Param& param, std::string_view text);

}  // namespace dechaff
