#include "core/params.h"

#include <charconv>
#include <stdexcept>

#include "core/error.h"

namespace dechaff {
namespace {

std::string plain(double value) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  return std::string(buffer, end);
}

template <class Number>
Number parse(const Param& param, std::string_view text) {
  Number value{};
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = result.ec == std::errc{} && result.ptr == text.data() + text.size();
  const auto real = static_cast<double>(value);
  if (!whole || !(real == real) ||
      (param.least < param.most && (real < param.least || real > param.most))) {
    throw std::invalid_argument("'" + std::string(param.name) + "' takes a number from " +
                                plain(param.least) + " to " + plain(param.most) + ", not '" +
                                std::string(text) + "'");
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
