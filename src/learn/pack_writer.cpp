#include "learn/pack_writer.h"

#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace dechaff::learn {
namespace {

/// A TOML basic string (https://toml.io/en/v1.0.0#string).
std::string toml_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte == 0x7F) {
      char code[8];
      std::snprintf(code, sizeof code, "\\u%04X", byte);
      out += code;
    } else {
      out += c;
    }
  }
  return out + '"';
}

/// For a comment: on one line, and nothing that a comment must not hold.
std::string plain(std::string_view text) {
  if (!simdjson::validate_utf8(text.data(), text.size())) return "?";
  std::string out(text);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  return out;
}

std::string hundredths(std::size_t part, std::size_t all) {
  const std::size_t share = (part * 100 + all / 2) / all;
  return share >= 100 ? "1.0" : (share < 10 ? "0.0" : "0.") + std::to_string(share);
}

std::string zones_of(Zones zones) {
  std::string out;
  for (const Zone zone : all_zones) {
    if (zones.has(zone)) out += (out.empty() ? "\"" : ", \"") + std::string(name_of(zone)) + '"';
  }
  return '[' + out + ']';
}

}  // namespace

std::string write_pack(const LearnedSites& sites, const LearnOptions& options) {
  std::string out =
      "# Lines that repeat across the pages of a site, learned by `dechaff learn`: on at least " +
      hundredths(static_cast<std::size_t>(std::lround(options.min_share * 100)), 100) +
      "\n# of at least " + std::to_string(options.min_pages) +
      " pages. Take out what is the pages' own; add what is not.\n";
  for (const auto& [host, site] : sites) {
    out += "\n# " + plain(host) + ": " + std::to_string(site.pages) + " pages, " +
           std::to_string(site.lines.size()) + " lines\n";
    for (const LearnedLine& line : site.lines) {
      if (!simdjson::validate_utf8(line.text.data(), line.text.size())) continue;
      out += "\n[[line]]  # on " + std::to_string(line.pages) + " of " +
             std::to_string(site.pages) + " pages, first " + plain(line.example) + '\n';
      out += "host = " + toml_string(host) + "\ntext = " + toml_string(line.text) +
             "\nshare = " + hundredths(line.pages, site.pages) +
             "\nzone = " + zones_of(line.zones) + '\n';
      if (line.above_text) out += "above_text = true\n";
    }
  }
  return out;
}

}  // namespace dechaff::learn
