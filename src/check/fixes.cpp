#include "check/fixes.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "bytes/output.h"
#include "core/error.h"
#include "core/line_table.h"
#include "core/read_file.h"

namespace dechaff::check {
namespace {

/// Lines [begin, end) of the old text that fixes touch.
struct Hunk {
  std::size_t begin, end;
  std::vector<Fix> fixes;
};

std::vector<Hunk> hunks_of(const LineTable& lines, const std::vector<Fix>& fixes) {
  std::vector<Hunk> out;
  std::size_t line = 0;
  for (const Fix& fix : fixes) {
    while (line < lines.size() && lines.next[line] <= fix.bytes.begin) ++line;
    std::size_t end = line;
    while (end < lines.size() && lines.span[end].begin < fix.bytes.end) ++end;
    end = std::max(end, line + 1);
    if (!out.empty() && line < out.back().end) {
      out.back().end = std::max(out.back().end, end);
    } else {
      out.push_back({line, end, {}});
    }
    out.back().fixes.push_back(fix);
  }
  return out;
}

std::size_t count_lines(std::string_view text) {
  const auto feeds = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  return feeds + (text.empty() || text.back() == '\n' ? 0 : 1);
}

void append_lines(std::string& out, char sign, std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    out += sign;
    out += text.substr(0, end);
    if (out.back() != '\n') out += "\n\\ No newline at end of file\n";
    text.remove_prefix(end);
  }
}

}  // namespace

std::vector<Fix> in_order(std::vector<Fix> fixes) {
  std::stable_sort(fixes.begin(), fixes.end(),
                   [](const Fix& a, const Fix& b) { return a.bytes.begin < b.bytes.begin; });
  std::size_t end = 0;
  std::erase_if(fixes, [&](const Fix& fix) {
    if (fix.bytes.begin < end) return true;
    end = fix.bytes.end;
    return false;
  });
  return fixes;
}

std::string fixed(std::string_view bytes, const std::vector<Fix>& fixes) {
  std::string out;
  std::size_t at = 0;
  for (const Fix& fix : fixes) {
    out += bytes.substr(at, fix.bytes.begin - at);
    out += fix.replacement;
    at = fix.bytes.end;
  }
  return out += bytes.substr(at);
}

std::string unified_diff(std::string_view path, std::string_view bytes,
                         const std::vector<Fix>& fixes) {
  constexpr std::size_t context = 3;
  LineTable lines;
  lines.assign(bytes);
  const std::vector<Hunk> hunks = hunks_of(lines, fixes);
  const auto text_of = [&](std::size_t begin, std::size_t end) {
    if (begin >= end) return std::string_view{};
    return bytes.substr(lines.span[begin].begin, lines.next[end - 1] - lines.span[begin].begin);
  };
  std::string out = fmt::format("--- a/{0}\n+++ b/{0}\n", path);
  std::size_t more = 0, fewer = 0;  // lines that earlier hunks added and took out
  for (std::size_t h = 0; h < hunks.size();) {
    std::size_t last = h;  // hunks whose contexts touch are one
    while (last + 1 < hunks.size() && hunks[last + 1].begin <= hunks[last].end + 2 * context)
      ++last;
    const std::size_t begin = hunks[h].begin - std::min(context, hunks[h].begin);
    const std::size_t end = std::min(hunks[last].end + context, lines.size());
    std::string body;
    std::size_t at = begin, added = 0, removed = 0;
    for (; h <= last; ++h) {
      const Hunk& hunk = hunks[h];
      append_lines(body, ' ', text_of(at, hunk.begin));
      const std::string_view before = text_of(hunk.begin, hunk.end);
      const std::size_t base = lines.span[hunk.begin].begin;
      std::vector<Fix> local = hunk.fixes;
      for (Fix& fix : local) fix.bytes = {fix.bytes.begin - base, fix.bytes.end - base};
      const std::string after = fixed(before, local);
      append_lines(body, '-', before);
      append_lines(body, '+', after);
      removed += count_lines(before);
      added += count_lines(after);
      at = hunk.end;
    }
    append_lines(body, ' ', text_of(at, end));
    const std::size_t old_lines = end - begin, new_lines = old_lines + added - removed;
    const std::size_t first = begin + more - fewer;
    out += fmt::format("@@ -{},{} +{},{} @@\n{}", old_lines == 0 ? begin : begin + 1, old_lines,
                       new_lines == 0 ? first : first + 1, new_lines, body);
    more += added;
    fewer += removed;
  }
  return out;
}

std::string fix_files(std::vector<Finding>& findings, bool show) {
  std::map<std::string, std::vector<Fix>> files;
  for (Finding& finding : findings) {
    if (finding.path == "-" || finding.of_input()) continue;
    std::vector<Fix>& of_file = files[finding.path];
    of_file.insert(of_file.end(), finding.fixes.begin(), finding.fixes.end());
  }
  std::string out;
  for (auto& [path, fixes] : files) {
    if (fixes.empty()) continue;
    fixes = in_order(std::move(fixes));
    const std::string bytes = read_named(path).text;
    if (fixes.back().bytes.end > bytes.size())
      throw Error({path}, "it was changed while it was checked; nothing was mended in it");
    if (show) {
      out += unified_diff(path, bytes, fixes);
      continue;
    }
    bytes::Output file(path);
    file.write(fixed(bytes, fixes));
    file.finish();
  }
  std::erase_if(findings, [](const Finding& f) { return !f.fixes.empty() && f.path != "-"; });
  return out;
}

}  // namespace dechaff::check
