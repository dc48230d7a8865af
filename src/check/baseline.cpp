#include "check/baseline.h"

#include <charconv>
#include <filesystem>

#include "core/error.h"
#include "core/read_file.h"
#include "text/utf8.h"

namespace dechaff::check {
namespace {

constexpr std::string_view head = "# dechaff baseline 1";
constexpr std::size_t excerpt_length = 60;  // code points

/// The begin of a line without what would break a row.
std::string shortened(std::string_view line) {
  std::string out;
  std::size_t count = 0;
  for (std::size_t at = 0; at < line.size() && count < excerpt_length; ++count) {
    const text::Decoded d = text::decode(line, at);
    if (d.c < 0x20 || d.c == 0x7F) {
      out += ' ';
    } else {
      text::append(out, d.c);
    }
    at += d.bytes;
  }
  return out;
}

std::string_view next_field(std::string_view& row) {
  const std::size_t end = std::min(row.find('\t'), row.size());
  const std::string_view field = row.substr(0, end);
  row.remove_prefix(std::min(row.size(), end + 1));
  return field;
}

bool number(std::string_view text, int base, std::uint64_t& out) {
  const auto result = std::from_chars(text.data(), text.data() + text.size(), out, base);
  return result.ec == std::errc() && result.ptr == text.data() + text.size() && !text.empty();
}

}  // namespace

Baseline Baseline::read(const std::string& path) {
  if (!std::filesystem::exists(path))
    throw Error({path}, "cannot be read", {}, "--update-baseline writes a first one");
  return parse(read_file(path), path);
}

Baseline Baseline::parse(std::string_view text, const std::string& path) {
  Baseline out;
  std::size_t line = 0;
  while (!text.empty()) {
    ++line;
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view whole = text.substr(0, end);
    text.remove_prefix(std::min(text.size(), end + 1));
    if (line == 1 && whole != head) {
      throw Error({path, 1, 1},
                  "this is no baseline: it does not begin with '" + std::string(head) + "'",
                  std::string(whole));
    }
    if (whole.empty() || whole.front() == '#') continue;
    std::string_view row = whole;
    const std::string rule(next_field(row));
    const std::string_view hash = next_field(row), count = next_field(row);
    std::uint64_t key = 0;
    Entry entry;
    if (rule.empty() || hash.size() != 16 || !number(hash, 16, key) ||
        !number(count, 10, entry.count)) {
      throw Error({path, line, 1}, "an entry is rule, hash of 16 hex digits and count, with tabs",
                  std::string(whole));
    }
    entry.excerpt = row;
    Entry& known = out.entries_[{rule, key}];
    entry.count += known.count;
    known = std::move(entry);
  }
  return out;
}

bool Baseline::take(const Finding& finding) {
  const auto at = entries_.find({finding.rule, finding.key});
  if (at == entries_.end() || at->second.count == 0) return false;
  --at->second.count;
  return true;
}

std::vector<Baseline::Stale> Baseline::stale() const {
  std::vector<Stale> out;
  for (const auto& [key, entry] : entries_) {
    if (entry.count > 0) out.push_back({key.first, entry.excerpt, entry.count});
  }
  return out;
}

void Baseline::add(const Finding& finding) {
  Entry& entry = entries_[{finding.rule, finding.key}];
  if (++entry.count == 1)
    entry.excerpt = shortened(finding.excerpt.empty() ? finding.path : finding.excerpt);
}

std::string Baseline::print() const {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string out(head);
  out += "\n# Findings that pass. 'dechaff check --update-baseline' writes this file.\n";
  for (const auto& [key, entry] : entries_) {
    out += key.first + '\t';
    for (int shift = 60; shift >= 0; shift -= 4) out += digits[key.second >> shift & 15U];
    out += '\t' + std::to_string(entry.count) + '\t' + entry.excerpt + '\n';
  }
  return out;
}

std::uint64_t Baseline::size() const {
  std::uint64_t sum = 0;
  for (const auto& [key, entry] : entries_) sum += entry.count;
  return sum;
}

}  // namespace dechaff::check
