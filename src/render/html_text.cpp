#include "render/html_text.h"

#include <array>
#include <cstdio>

#include "text/json_writer.h"
#include "text/utf8.h"

namespace dechaff::render {
namespace {

/// Characters that nobody sees, or that change how others are shown. Joiners stay: scripts need
/// them.
bool is_hidden(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x200B || c == 0x200E ||
         c == 0x200F || (c >= 0x2028 && c <= 0x202E) || c == 0x2060 ||
         (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
         (c >= 0xE0000 && c <= 0xE007F);
}

std::string code_of(char32_t c) {
  std::array<char, 16> code{};
  std::snprintf(code.data(), code.size(), "U+%04X", static_cast<unsigned>(c));
  return code.data();
}

/// Appends all of `text`; `hidden(code)` appends what cannot be shown.
template <class Hidden>
void escape(std::string& out, std::string_view text, Hidden hidden) {
  std::size_t plain = 0;
  const auto flush = [&](std::size_t at, std::size_t size) {
    out.append(text, plain, at - plain);
    plain = at + size;
  };
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '&' || c == '<' || c == '>' || c == '"' || c == '\'') {
      flush(at, 1);
      out += c == '&'   ? "&amp;"
             : c == '<' ? "&lt;"
             : c == '>' ? "&gt;"
             : c == '"' ? "&quot;"
                        : "&#39;";
    } else if (const text::Decoded decoded = text::decode(text, at); !decoded.valid()) {
      flush(at, 1);
      std::array<char, 8> code{};
      std::snprintf(code.data(), code.size(), "0x%02X", static_cast<unsigned char>(c));
      hidden(std::string(code.data()));
    } else {
      if (is_hidden(decoded.c) && c != '\n' && c != '\t') {
        flush(at, decoded.bytes);
        hidden(c == '\r' ? "CR" : code_of(decoded.c));
      }
      at += decoded.bytes;
      continue;
    }
    ++at;
  }
  flush(text.size(), 0);
}

}  // namespace

void append_html(std::string& out, std::string_view text) {
  escape(out, text, [&out](const std::string& code) {
    out += code == "CR" ? "<i class=\"c cr\">" : "<i class=\"c\">";
    out += code + "</i>";
  });
}

void append_attribute(std::string& out, std::string_view text) {
  escape(out, text, [&out](const std::string& code) { out += '(' + code + ')'; });
}

void append_script_json(std::string& out, std::string_view text) {
  std::string json;
  text::append_json(json, text);
  out += '"';
  for (std::size_t at = 0; at < json.size();) {
    const text::Decoded decoded = text::decode(json, at);
    if (json[at] == '<') {
      out += "\\u003c";
    } else if (json[at] == '&') {
      out += "\\u0026";
    } else if (!decoded.valid()) {
      out += "\\ufffd";
    } else {
      out.append(json, at, decoded.bytes);
    }
    at += decoded.bytes;
  }
  out += '"';
}

}  // namespace dechaff::render
