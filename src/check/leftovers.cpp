#include "check/leftovers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "check/markup_lines.h"
#include "dedup/fold.h"
#include "page/heading_shape.h"
#include "text/hash.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dechaff::check {
namespace {

using std::string_view;

constexpr std::size_t none = string_view::npos;

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// Where `what` is in `text` as a word of its own; `none` when it is not.
std::size_t find_word(string_view text, string_view what) {
  for (std::size_t at = text.find(what); at != none; at = text.find(what, at + 1)) {
    const std::size_t end = at + what.size();
    if ((at == 0 || !is_word_byte(text[at - 1])) &&
        (end == text.size() || !is_word_byte(text[end])))
      return at;
  }
  return none;
}

Span find_todo(string_view text) {
  Span first{text.size(), text.size()};
  for (const string_view what : {"TODO", "TBD", "FIXME", "XXX"}) {
    const std::size_t at = find_word(text, what);
    if (at < first.begin) first = {at, at + what.size()};
  }
  return first;
}

/// Whether a parameter of a link says what it was followed from: a click's number, or a campaign
/// that is not the document's own.
bool tracks(string_view parameter) {
  static constexpr std::array clicks = {
      string_view("fbclid="),  string_view("gclid="),  string_view("dclid="),
      string_view("msclkid="), string_view("yclid="),  string_view("igshid="),
      string_view("mc_eid="),  string_view("mc_cid="), string_view("mkt_tok="),
      string_view("_hsenc="),  string_view("twclid=")};
  return std::any_of(clicks.begin(), clicks.end(),
                     [&](string_view name) { return parameter.starts_with(name); }) ||
         (parameter.starts_with("utm_") && parameter.find('=') != none);
}

/// A badge or a sponsor's link in a document counts its own readers, on purpose.
bool is_own_campaign(string_view query) {
  for (const string_view word :
       {"badge", "readme", "referral", "banner", "sponsor", "docs", "github"}) {
    if (query.find(word) != none) return true;
  }
  return false;
}

struct Tracking {
  Span first;  // the parameter that tracks
  std::vector<Fix> fixes;
};

/// The queries of the line's links, without what tracks.
Tracking find_tracking(string_view text) {
  Tracking out{{text.size(), text.size()}, {}};
  for (std::size_t at = text.find("://"); at != none; at = text.find("://", at)) {
    const std::size_t end = std::min(text.find_first_of(")>\"' \t]", at), text.size());
    const std::size_t query = text.substr(0, end).find('?', at);
    at = end;
    if (query == none) continue;
    const std::size_t stop = std::min(text.find('#', query), end);
    const string_view all = text.substr(query + 1, stop - query - 1);
    if (is_own_campaign(all)) continue;
    const string_view by = all.find("&amp;") != none ? "&amp;" : "&";
    std::string kept;
    bool found = false;
    for (std::size_t begin = 0; begin <= all.size();) {
      const std::size_t next = std::min(all.find(by, begin), all.size());
      const string_view parameter = all.substr(begin, next - begin);
      if (tracks(parameter)) {
        const std::size_t place = query + 1 + begin;
        if (out.first.begin == text.size()) out.first = {place, place + parameter.size()};
        found = true;
      } else {
        kept +=
            kept.empty() ? '?' + std::string(parameter) : std::string(by) + std::string(parameter);
      }
      begin = next + by.size();
    }
    if (found) out.fixes.push_back({{query, stop}, std::move(kept)});
  }
  return out;
}

/// "IMG_2041.jpg" in "![IMG_2041.jpg](…)".
Span find_file_name(string_view text) {
  for (std::size_t at = text.find("!["); at != none; at = text.find("![", at + 2)) {
    const std::size_t end = text.find(']', at);
    if (end == none) break;
    if (end + 1 == text.size() || (text[end + 1] != '(' && text[end + 1] != '[')) continue;
    const string_view name = trim(text.substr(at + 2, end - at - 2));
    for (const string_view kind : {".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".bmp",
                                   ".heic", ".JPG", ".JPEG", ".PNG", ".GIF"}) {
      if (name.size() > kind.size() && name.ends_with(kind) && name.find(' ') == none)
        return {at + 2, end};
    }
  }
  return {text.size(), text.size()};
}

/// The second of two equal words that no English sentence has in a row.
Span find_doubled(string_view text) {
  static constexpr std::array words = {
      string_view("the"),  string_view("a"),   string_view("an"),   string_view("of"),
      string_view("and"),  string_view("to"),  string_view("with"), string_view("from"),
      string_view("for"),  string_view("are"), string_view("be"),   string_view("this"),
      string_view("your"), string_view("or"),  string_view("if"),   string_view("by")};
  string_view before;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_word_byte(text[at])) {
      if (text[at] != ' ') before = {};
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_word_byte(text[end])) ++end;
    const string_view word = text.substr(at, end - at);
    const bool joined = end < text.size() && (text[end] == '-' || text[end] == '\'' ||
                                              text[end] == '.' || text[end] == '/');
    if (!joined && before.size() == word.size() &&
        before.data() + before.size() + 1 == word.data()) {
      const bool equal = std::equal(word.begin(), word.end(), before.begin(), [](char a, char b) {
        const auto small = [](char c) {
          return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        };
        return small(a) == small(b);
      });
      // "A a" may be a letter and an article, "AND and" an operator and a word.
      const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
      if (equal && is_small(word.front()) && is_small(before.back()) &&
          std::find(words.begin(), words.end(), word) != words.end())
        return {at, end};
    }
    before = word;
    at = end;
  }
  return {text.size(), text.size()};
}

/// An override of direction, or an embedding or isolate that the line does not close.
Span find_bidi(string_view text) {
  if (text.find("\xE2\x80") == none && text.find("\xE2\x81") == none)
    return {text.size(), text.size()};
  std::vector<std::size_t> open;
  for (std::size_t at = 0; at < text.size();) {
    const text::Decoded d = text::decode(text, at);
    if (d.c == 0x202D || d.c == 0x202E) return {at, at + d.bytes};
    if (d.c == 0x202A || d.c == 0x202B || (d.c >= 0x2066 && d.c <= 0x2068)) open.push_back(at);
    if ((d.c == 0x202C || d.c == 0x2069) && !open.empty()) open.pop_back();
    at += d.bytes;
  }
  if (open.empty()) return {text.size(), text.size()};
  return {open.back(), open.back() + 3};
}

}  // namespace

Span whole_lines(string_view bytes, const LineTable& lines, std::size_t begin, std::size_t end) {
  const auto blank = [&](std::size_t i) {
    return trim(bytes.substr(lines.span[i].begin, lines.span[i].size())).empty();
  };
  if (begin == 0 || blank(begin - 1)) {
    while (end < lines.size() && blank(end)) ++end;
  }
  return {lines.span[begin].begin, lines.next[end - 1]};
}

void Leftovers::find(string_view bytes, const LineTable& lines, const std::vector<LineKind>& kinds,
                     bool english, std::vector<Leftover>& out) {
  bytes_ = bytes;
  lines_ = &lines;
  const std::size_t before = out.size();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const string_view text = line(i);
    const auto look = [&](string_view rule, Span at, const char* what) {
      if (at.begin == text.size()) return;
      const std::size_t base = lines.span[i].begin;
      out.push_back({rule, i, {base + at.begin, base + at.end}, what, {}});
    };
    look("check.bidi", find_bidi(text), "a character that turns the direction of the text around");
    if (kinds[i] == LineKind::code) continue;
    Tracking tracking = find_tracking(text);
    look("check.tracking", tracking.first, "a link that tells where its reader came from");
    for (Fix& fix : tracking.fixes) {
      fix.bytes = {lines.span[i].begin + fix.bytes.begin, lines.span[i].begin + fix.bytes.end};
      out.back().fixes.push_back(std::move(fix));
    }
    look("check.alt-text", find_file_name(text), "an image described by the name of its file");
    if (is_hidden(kinds[i]) || text.find('`') != none) continue;
    look("check.todo", find_todo(text), "a note to finish this");
    if (english) look("check.doubled-word", find_doubled(text), "a word twice in a row");
  }
  find_conflicts(kinds, out);
  find_pasted(kinds, out);
  std::stable_sort(out.begin() + static_cast<std::ptrdiff_t>(before), out.end(),
                   [](const Leftover& a, const Leftover& b) { return a.line < b.line; });
}

void Leftovers::find_conflicts(const std::vector<LineKind>& kinds,
                               std::vector<Leftover>& out) const {
  std::size_t ours = none, middle = none;
  for (std::size_t i = 0; i < lines_->size(); ++i) {
    const string_view text = line(i);
    if (kinds[i] == LineKind::code || text.size() < 7) continue;
    if (text.starts_with("<<<<<<< ")) {
      ours = i;
      middle = none;
    } else if (text.starts_with("=======") && trim(text).size() == 7) {
      middle = i;
    } else if (text.starts_with(">>>>>>> ") && ours != none && middle != none) {
      out.push_back({"check.merge-conflict",
                     ours,
                     lines_->span[ours],
                     fmt::format("a merge that was not resolved, {} lines", i - ours + 1),
                     {}});
      ours = middle = none;
    }
  }
}

void Leftovers::find_pasted(const std::vector<LineKind>& kinds, std::vector<Leftover>& out) {
  constexpr std::size_t least_words = 15;
  paragraphs_.clear();
  places_of_.clear();
  std::size_t section = 0;
  bool conflict = false;  // whose middle mark looks like an underline
  for (std::size_t i = 0; i < lines_->size();) {
    conflict = line(i).starts_with("<<<<<<< ") || (conflict && !line(i).starts_with(">>>>>>> "));
    if (kinds[i] != LineKind::code && !conflict &&
        (line(i).starts_with('#') || page::is_rule_of_marks(trim(line(i)))))
      ++section;
    if (kinds[i] != LineKind::prose || trim(line(i)).empty() || indent_of(line(i)) > 1) {
      ++i;  // what is indented explains an entry of a list
      continue;
    }
    std::size_t end = i, words = 0;
    joined_.clear();
    while (end < lines_->size() && kinds[end] == LineKind::prose && !trim(line(end)).empty()) {
      words += text::count_words(line(end));
      joined_ += line(end);
      joined_ += ' ';
      ++end;
    }
    if (words >= least_words) {
      dedup::fold(joined_, false, folded_);
      paragraphs_.push_back({text::hash64(folded_), i, end, words, section});
    }
    i = std::max(end, i + 1);
  }
  for (std::size_t p = 0; p < paragraphs_.size(); ++p) {
    Place& place = places_of_[paragraphs_[p].key];
    if (place.times++ == 0) place.first = p;
  }
  for (std::size_t p = 0; p < paragraphs_.size();) p = judge_pasted(p, out);
}

std::size_t Leftovers::judge_pasted(std::size_t p, std::vector<Leftover>& out) const {
  constexpr std::size_t section_words = 60;
  const auto twice = [&](std::size_t at) {
    const Place& place = places_of_.at(paragraphs_[at].key);
    return place.times == 2 && place.first < at ? place.first : none;
  };
  const std::size_t first = twice(p);
  if (first == none) return p + 1;
  std::size_t end = p + 1, words = paragraphs_[p].words;
  while (end < paragraphs_.size() && twice(end) == first + (end - p))
    words += paragraphs_[end++].words;
  // What manuals say again on purpose is under another heading, and alone.
  const bool near = paragraphs_[p].section == paragraphs_[first].section;
  if (!near && (end - p < 2 || words < section_words)) return end;
  const Span span{lines_->span[paragraphs_[p].begin].begin,
                  lines_->span[paragraphs_[end - 1].end - 1].end};
  out.push_back(
      {"check.pasted-twice",
       paragraphs_[p].begin,
       span,
       fmt::format(
           "{} in line {} already",
           end - p == 1 ? "a paragraph that is" : fmt::format("{} paragraphs that are", end - p),
           paragraphs_[first].begin + 1),
       {{whole_lines(bytes_, *lines_, paragraphs_[p].begin, paragraphs_[end - 1].end), {}}}});
  return end;
}

}  // namespace dechaff::check
