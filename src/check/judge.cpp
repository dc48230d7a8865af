#include "check/judge.h"

#include <fmt/format.h>

#include <algorithm>

#include "check/markup.h"
#include "check/suppressions.h"
#include "page/analysis.h"
#include "page/zones.h"
#include "repeats/fold.h"
#include "text/hash.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dechaff::check {
namespace {

std::uint64_t key_of(std::string_view line) {
  std::string folded;
  repeats::fold(line, false, folded);
  return text::hash64(folded.empty() ? line : std::string_view(folded));
}

std::size_t columns(std::string_view text) { return text::code_points(text); }

/// Whether a text of `words` is long enough to want a heading.
constexpr std::uint64_t long_text = 300;

}  // namespace

/// What a thread keeps from document to document.
struct Judge::Local {
  explicit Local(const Resources& resources) : detectors(resources) {}

  Detectors detectors;
  std::string path;  // that `settings` are for
  std::unique_ptr<PathSettings> settings;
  std::vector<LineKind> kinds;
  std::vector<std::uint64_t> repeated;  // words of each line that `dedup` would drop
  std::vector<Fault> faults;
  Suppressions suppressions;
};

/// Builds the report of one document.
class Judge::Report {
 public:
  Report(const io::Rendering& what, const PathSettings& settings, Local& local)
      : what_(what),
        document_(what.document),
        lines_(what.document.lines),
        settings_(settings),
        local_(local) {
    report.ordinal = document_.ordinal;
    report.path = document_.source;
    markup_ = markup_of(document_.source, document_.bytes);
    classify(markup_, document_.bytes, lines_, local_.kinds);
    local_.suppressions.read(document_.bytes, lines_, local_.kinds);
  }

  void build() {
    local_.repeated.assign(lines_.size(), 0);
    for (const Decision& d : document_.decisions) decision(d);
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (!is_hidden(local_.kinds[i])) faults(i);
    }
    truncated();
    headings();
    unknown_suppressions();
    count();
    limits();
    std::stable_sort(
        report.findings.begin(), report.findings.end(), [](const Finding& a, const Finding& b) {
          return std::tie(a.line, a.column, a.rule) < std::tie(b.line, b.column, b.rule);
        });
  }

  DocumentReport report;

 private:
  std::string_view line(std::size_t i) const {
    return document_.bytes.substr(lines_.span[i].begin, lines_.span[i].size());
  }

  std::size_t words(std::size_t i) const {
    return lines_.words.size() == lines_.size() ? lines_.words[i] : text::count_words(line(i));
  }

  /// Adds a finding about `span`, bytes of the document, unless its rule is off or it is
  /// suppressed.
  void add(std::string_view rule, std::size_t i, Span span, std::string message,
           std::string_view cue = {}) {
    const Level level = settings_.level(rule, cue);
    if (level == Level::off) return;
    if (local_.suppressions.covers(rule, i)) {
      ++report.suppressed;
      return;
    }
    Finding finding;
    finding.rule = rule;
    finding.level = level;
    finding.path = document_.source;
    finding.id = document_.id;
    finding.document = document_.ordinal;
    finding.message = std::move(message);
    finding.bytes = {span.begin, std::min(span.end, lines_.span[i].end)};
    const std::string_view text = line(i);
    const std::size_t begin = span.begin - lines_.span[i].begin;
    const std::size_t end = std::min(span.end, lines_.span[i].end) - lines_.span[i].begin;
    finding.excerpt = text;
    finding.caret = columns(text.substr(0, begin));
    finding.caret_end = finding.caret + columns(text.substr(begin, end - begin));
    finding.key = key_of(text);
    place(finding, i, {span.begin, lines_.span[i].begin + end});
    report.findings.push_back(std::move(finding));
  }

  /// Where it is in the file: the line, or the place in the record's line of JSON.
  void place(Finding& finding, std::size_t i, Span span) const {
    const io::Record& record = what_.record;
    const std::string& batch = what_.batch.bytes;
    if (what_.json == nullptr && record.text.begin == record.all.begin) {
      finding.line = document_.first_line + i;
      finding.column = finding.caret + 1;
      finding.end_column = finding.caret_end + 1;
      return;
    }
    const Span raw = what_.json != nullptr ? what_.json->raw_span(span) : span;
    const std::size_t begin = record.text.begin + raw.begin, end = record.text.begin + raw.end;
    const std::string_view before =
        std::string_view(batch).substr(record.all.begin, begin - record.all.begin);
    const std::size_t feed = before.rfind('\n');
    finding.line = document_.first_line +
                   static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    finding.column = columns(before.substr(feed == std::string_view::npos ? 0 : feed + 1)) + 1;
    finding.end_column =
        finding.column + columns(std::string_view(batch).substr(begin, end - begin));
  }

  /// Adds a finding about the whole document.
  void add(std::string_view rule, std::string message) {
    const Level level = settings_.level(rule);
    if (level == Level::off) return;
    if (local_.suppressions.covers(rule, Suppressions::no_line)) {
      ++report.suppressed;
      return;
    }
    Finding finding;
    finding.rule = rule;
    finding.level = level;
    finding.path = document_.source;
    finding.id = document_.id;
    finding.document = document_.ordinal;
    finding.line = document_.first_line;
    finding.message = std::move(message);
    finding.key = key_of(document_.id.empty() ? document_.source : document_.id);
    report.findings.push_back(std::move(finding));
  }

  void decision(const Decision& d) {
    const bool removed = d.deed != Deed::flag;
    const std::size_t left = d.replacement.size();
    const std::size_t bytes = removed && d.span.size() > left ? d.span.size() - left : 0;
    report.figures.dropped += bytes;
    if (d.stage == "dedup") report.figures.duplicate += bytes;
    if (d.stage == "boilerplate" || d.stage == "teasers") report.figures.boilerplate += bytes;
    if (d.stage == "dedup" && removed)
      local_.repeated[d.line] +=
          text::count_words(document_.bytes.substr(d.span.begin, d.span.size()));
    if (local_.kinds[d.line] != LineKind::prose || trim(line(d.line)).empty()) return;
    std::string message(d.reason.why);
    const std::string code = io::full_code(d);
    if (d.stage == "boilerplate" && d.reason.code.find('.') == std::string_view::npos)
      message = summary_of(code);
    if (!d.rule.empty() && d.stage != "dedup") message += " (" + d.rule + ")";
    if (!d.of.empty()) {
      const auto at =
          std::upper_bound(lines_.span.begin(), lines_.span.end(), d.of.begin,
                           [](std::size_t place, const Span& span) { return place < span.begin; });
      const auto first = static_cast<std::size_t>(at - lines_.span.begin());
      message += fmt::format(" (line {})", document_.first_line + (first > 0 ? first - 1 : 0));
    }
    add(code, d.line, d.span, std::move(message), d.rule);
  }

  void faults(std::size_t i) {
    const std::string_view text = line(i);
    if (text.empty()) return;
    local_.faults.clear();
    const bool english = document_.language.empty() || document_.language.starts_with("en");
    local_.detectors.find(text, settings_, {english, markup_ != Markup::none}, local_.faults);
    for (Fault& fault : local_.faults) {
      const std::size_t base = lines_.span[i].begin;
      add(fault.rule, i, {base + fault.span.begin, base + fault.span.end},
          std::move(fault.message));
    }
  }

  /// A last line that ends in the middle: with an ellipsis, or after some words without any stop.
  void truncated() {
    constexpr std::size_t sentence_words = 12;
    std::size_t i = lines_.size();
    while (i > 0 && (trim(line(i - 1)).empty() || !lines_.kept(i - 1))) --i;
    if (i == 0 || local_.kinds[--i] != LineKind::prose) return;
    for (std::size_t k = i + 1; k < lines_.size(); ++k) {
      if (is_hidden(local_.kinds[k])) return;  // what it leads to
    }
    const std::string_view text = trim(line(i));
    const char last = text.back();
    const bool open = (last >= 'a' && last <= 'z') || last == ',' || last == '-' ||
                      static_cast<unsigned char>(last) >= 0x80;
    const bool cut = words(i) >= 4 && page::ends_cut(text);
    if (!cut && !(open && words(i) >= sentence_words && !page::ends_sentence(text))) return;
    const std::size_t end =
        lines_.span[i].begin + static_cast<std::size_t>(text.data() - line(i).data()) + text.size();
    std::size_t begin = end - 1;
    while (begin > lines_.span[i].begin && (document_.bytes[begin] & 0xC0) == 0x80) --begin;
    add("check.truncated", i, {begin, end}, "the text ends in the middle");
  }

  void headings() {
    std::uint64_t all = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) all += lines_.kept(i) ? words(i) : 0;
    if (settings_.level("check.no-heading") == Level::off || all < long_text) return;
    if (document_.headings.empty())
      add("check.no-heading", fmt::format("{} words without a heading", all));
  }

  void unknown_suppressions() {
    for (const Suppressions::Entry& entry : local_.suppressions.entries()) {
      if (entry.rule.empty()) continue;
      const std::vector<std::string> known = known_rules();
      if (std::find(known.begin(), known.end(), entry.rule) != known.end()) continue;
      const std::string_view near = nearest(entry.rule, known);
      const auto at = static_cast<std::size_t>(entry.rule.data() - document_.bytes.data());
      add("check.suppression", entry.line, {at, at + entry.rule.size()},
          fmt::format("no rule is called '{}'{}", entry.rule,
                      near.empty() ? "" : fmt::format("; did you mean '{}'?", near)));
    }
  }

  void count() {
    Figures& figures = report.figures;
    std::uint64_t run = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (trim(line(i)).empty()) continue;
      if (is_hidden(local_.kinds[i])) continue;
      const std::uint64_t n = words(i);
      figures.bytes += lines_.next[i] - lines_.span[i].begin;
      figures.words += n;
      ++figures.lines;
      run = local_.repeated[i] > 0 ? run + local_.repeated[i] : 0;
      figures.repeated_run = std::max(figures.repeated_run, run);
    }
  }

  void limits() {
    const Limits& limits = settings_.limits;
    for (BrokenLimit& broken : over_limits(report.figures, limits))
      add(broken.rule, std::move(broken.message));
    if (limits.languages.empty() || document_.language.empty()) return;
    for (const std::string& wanted : limits.languages) {
      const std::string_view code = document_.language;
      if (code.starts_with(wanted) && (code.size() == wanted.size() || code[wanted.size()] == '-'))
        return;
    }
    add("check.language", fmt::format("the text is in '{}', not in '{}'", document_.language,
                                      fmt::join(limits.languages, "', '")));
  }

  const io::Rendering& what_;
  const Document& document_;
  const LineTable& lines_;
  const PathSettings& settings_;
  Local& local_;
  Markup markup_ = Markup::none;
};

Judge::Judge(const Settings& settings, const Resources& resources)
    : settings_(settings),
      resources_(resources),
      locals_([this] { return std::make_shared<Local>(resources_); }) {}

void Judge::prepare(Document& document) const {
  Local& local = *locals_.local();
  document.lines.measure();
  classify(markup_of(document.source, document.bytes), document.bytes, document.lines, local.kinds);
  for (std::size_t i = 0; i < local.kinds.size(); ++i) {
    if (is_hidden(local.kinds[i])) document.lines.verdict[i] = Verdict::drop;
  }
  page::language_of(document, resources_);
}

const PathSettings& Judge::settings_for(Local& local, std::string_view path) const {
  if (!local.settings || local.path != path) {
    local.path = path;
    local.settings = std::make_unique<PathSettings>(settings_, local.path);
  }
  return *local.settings;
}

void Judge::document(const io::Rendering& what, std::string&) const {
  Local& local = *locals_.local();
  Report report(what, settings_for(local, what.document.source), local);
  report.build();
  const std::scoped_lock lock(mutex_);
  reports_.push_back(std::move(report.report));
}

std::vector<DocumentReport> Judge::take() {
  std::sort(reports_.begin(), reports_.end(),
            [](const DocumentReport& a, const DocumentReport& b) { return a.ordinal < b.ordinal; });
  return std::move(reports_);
}

}  // namespace dechaff::check
