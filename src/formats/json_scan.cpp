#include "formats/json_scan.h"

namespace dechaff::formats {
namespace {

bool ends_scalar(char c) {
  return c == ',' || c == ']' || c == '}' || c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

}  // namespace

std::size_t JsonScan::find_end(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const char c = bytes[at];
    if (string_) {
      if (escape_) {
        escape_ = false;
      } else if (c == '\\') {
        escape_ = true;
      } else if (c == '"') {
        string_ = false;
        if (depth_ == base_) return at + 1;
      }
      continue;
    }
    if (scalar_) {
      if (!ends_scalar(c)) continue;
      scalar_ = false;
      return at;
    }
    switch (c) {
      case '"':
        string_ = true;
        break;
      case '{':
      case '[':
        ++depth_;
        break;
      case '}':
      case ']':
        if (depth_ > base_) {
          if (--depth_ == base_) return at + 1;
        } else if (c == ']' && base_ > 0) {
          closed_ = true;
          return at + 1;
        }
        break;
      case ',':
      case ':':
      case ' ':
      case '\t':
      case '\r':
      case '\n':
        break;
      default:
        scalar_ = depth_ == base_;
    }
  }
  return std::string_view::npos;
}

}  // namespace dechaff::formats
