#include "learn/host.h"

namespace dechaff::learn {

std::string host_of(std::string_view id) {
  const std::size_t scheme = id.find("://");
  const bool url = scheme != std::string_view::npos && scheme < 16;
  if (url) id.remove_prefix(scheme + 3);
  id = id.substr(0, id.find_first_of("/?#\\"));
  if (const std::size_t at = id.rfind('@'); url && at != std::string_view::npos)
    id.remove_prefix(at + 1);
  id = id.substr(0, id.rfind(':'));
  std::string out;
  bool dot = false;
  for (const char c : id) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool other = (c >= '0' && c <= '9') || c == '-' || static_cast<unsigned char>(c) >= 0x80;
    if (!letter && !other && c != '.' && !(url && c == '_')) return {};
    dot = dot || (c == '.' && !out.empty());
    out += letter ? static_cast<char>(c | 0x20) : c;
  }
  while (out.ends_with('.')) out.pop_back();
  return url || dot ? out : std::string();
}

}  // namespace dechaff::learn
