#include "evidence/tag_scan.h"

#include <algorithm>

namespace dechaff::html {
namespace {

constexpr std::string_view blank = " \t\n\f\r";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

}  // namespace

bool TagScan::next(Tag& tag) {
  for (;;) {
    const std::size_t begin = html_.find('<', at_);
    if (begin == std::string_view::npos || begin + 1 >= html_.size()) return false;
    const bool closing = html_[begin + 1] == '/';
    const std::size_t name = begin + (closing ? 2U : 1U);
    if (name < html_.size() && is_letter(html_[name])) {
      tag.closing = closing;
      return read(begin, tag);
    }
    const char c = html_[begin + 1];
    at_ = c == '!' || c == '?' || closing ? skip_declaration(begin + 1) : begin + 1;
  }
}

/// `at`: what follows '<'.
std::size_t TagScan::skip_declaration(std::size_t at) const {
  const std::string_view rest = html_.substr(at);
  if (!rest.starts_with("!--")) return std::min(html_.find('>', at), html_.size());
  if (rest.starts_with("!-->")) return at + 4;
  if (rest.starts_with("!--->")) return at + 5;
  for (std::size_t end = html_.find("--", at + 3); end != std::string_view::npos;
       end = html_.find("--", end + 1)) {
    if (html_.substr(end).starts_with("-->")) return end + 3;
    if (html_.substr(end).starts_with("--!>")) return end + 4;
  }
  return html_.size();
}

bool TagScan::read(std::size_t begin, Tag& tag) {
  std::size_t at = begin + (tag.closing ? 2U : 1U);
  const std::size_t name_end =
      std::min(html_.find_first_of(std::string(blank) + "/>", at), html_.size());
  tag.name.resize(name_end - at);
  std::transform(html_.begin() + static_cast<std::ptrdiff_t>(at),
                 html_.begin() + static_cast<std::ptrdiff_t>(name_end), tag.name.begin(), lower);
  tag.begin = begin;
  std::size_t attributes = 0, surplus = 0;
  for (at = name_end;;) {
    const std::size_t before = at;
    at = html_.find_first_not_of(" \t\n\f\r/", at);
    if (at == std::string_view::npos) break;
    if (html_[at] == '>') {
      tag.end = at_ = at + 1;
      tag.ends_itself = at > before && html_[at - 1] == '/';
      tag.surplus = surplus > 0 ? surplus : tag.end;
      return true;
    }
    if (attributes++ == most_attributes_) surplus = at;
    at = html_.find_first_of(" \t\n\f\r/>=", at + 1);  // a name may begin with "="
    if (at == std::string_view::npos) break;
    const std::size_t equals = html_.find_first_not_of(blank, at);
    if (equals == std::string_view::npos) break;
    if (html_[equals] != '=') continue;
    at = html_.find_first_not_of(blank, equals + 1);
    if (at == std::string_view::npos) break;
    const char quote = html_[at];
    if (quote == '"' || quote == '\'') {
      at = html_.find(quote, at + 1);
      if (at == std::string_view::npos) break;
      ++at;
    } else if (quote != '>') {
      at = html_.find_first_of(" \t\n\f\r>", at);
      if (at == std::string_view::npos) break;
    }
  }
  at_ = html_.size();  // the page ends within it
  return false;
}

void TagScan::skip_raw(std::string_view name) {
  for (;;) {
    const std::size_t end = html_.find("</", at_);
    at_ = std::min(end, html_.size());
    if (end == std::string_view::npos) return;
    const std::string_view here = html_.substr(end + 2, name.size());
    const std::string_view after = html_.substr(std::min(end + 2 + name.size(), html_.size()), 1);
    if (here.size() == name.size() &&
        std::equal(here.begin(), here.end(), name.begin(),
                   [](char a, char b) { return lower(a) == b; }) &&
        (after.empty() || std::string_view(" \t\n\f\r/>").find(after[0]) != std::string_view::npos))
      return;
    at_ = end + 2;
  }
}

}  // namespace dechaff::html
