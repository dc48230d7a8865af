#include "core/params.h"

#include <charconv>
#include <cmath>
#include <stdexcept>

#include "core/error.h"

namespace dechaff {
namespace {

std::string plain(double value) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  return std::string(buffer, end);
}

/// Multiplies a number of bytes by the unit behind it (K, M, G, T, also KB and KiB; of 1024) and
/// returns the unit's length; 0 when there is none or the product is too large.
template <class Number>
std::size_t multiply(Number& value, std::string_view unit) {
  static constexpr std::string_view letters = "KMGT";
  if (unit.empty()) return 0;
  const std::size_t power = letters.find(static_cast<char>(unit.front() & ~0x20));
  const std::string_view rest = unit.substr(1);
  if (power == std::string_view::npos || !(rest.empty() || rest == "B" || rest == "iB")) return 0;
  const double product =
      static_cast<double>(value) * std::pow(1024.0, static_cast<double>(power + 1));
  if (product > 9e18) return 0;
  value = static_cast<Number>(product);
  return unit.size();
}

template <class Number>
Number parse(const Param& param, std::string_view text) {
  Number value{};
  auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (param.bytes && result.ec == std::errc{})
    result.ptr += multiply(value, {result.ptr, text.data() + text.size()});
  const bool whole = result.ec == std::errc{} && result.ptr == text.data() + text.size();
  const auto real = static_cast<double>(value);
  if (!whole || !(real == real) ||
      (param.least < param.most && (real < param.least || real > param.most))) {
    throw std::invalid_argument(
        "'" + std::string(param.name) + "' takes " +
        (param.bytes ? std::string("a size such as 64M or 4G")
                     : "a number from " + plain(param.least) + " to " + plain(param.most)) +
        ", not '" + std::string(text) + "'");
  }
  return value;
}

}  // namespace

std::string Param::value_text() const {
  if (const auto* p = std::get_if<bool*>(&target)) return **p ? "true" : "false";
  if (const auto* p = std::get_if<std::int64_t*>(&target)) return std::to_string(**p);
  if (const auto* p = std::get_if<double*>(&target)) {
    std::string out = plain(**p);
    return out.find_first_of(".e") == std::string::npos ? out + ".0" : out;
  }
  return '"' + *std::get<std::string*>(target) + '"';
}

void set_from_text(const Param& param, std::string_view text) {
  if (const auto* p = std::get_if<bool*>(&param.target)) {
    if (text != "true" && text != "false") {
      throw std::invalid_argument("'" + std::string(param.name) + "' takes true or false, not '" +
                                  std::string(text) + "'");
    }
    **p = text == "true";
  } else if (const auto* i = std::get_if<std::int64_t*>(&param.target)) {
    **i = parse<std::int64_t>(param, text);
  } else if (const auto* d = std::get_if<double*>(&param.target)) {
    **d = parse<double>(param, text);
  } else {
    bool allowed = param.choices.empty();
    std::string names;
    for (std::string_view choice : param.choices) {
      allowed = allowed || choice == text;
      names += (names.empty() ? "" : ", ") + std::string(choice);
    }
    if (!allowed) {
      const std::string_view near = nearest(text, param.choices);
      throw std::invalid_argument(
          "'" + std::string(param.name) + "' takes one of " + names + ", not '" +
          std::string(text) + "'" +
          (near.empty() ? "" : "; did you mean '" + std::string(near) + "'?"));
    }
    *std::get<std::string*>(param.target) = text;
  }
}

}  // namespace dechaff
