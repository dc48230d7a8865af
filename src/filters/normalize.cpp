#include "text/normalize.h"

#include "core/filter.h"

namespace dechaff {
namespace {

/// Mends the form of the text, never its words: NFC, control and zero-width characters, spaces.
class Normalize final : public Filter {
 public:
  void declare(Params& params) override {
    params.flag("nfc", nfc_, "put text into Unicode normalization form C");
    params.flag("controls", controls_, "cut control and zero-width characters that show nothing");
    params.text("spaces", spaces_,
                "trim cuts white space at line ends, collapse also makes one of several",
                {"keep", "trim", "collapse"});
    params.text("line-endings", endings_,
                "lf and crlf make all of them one, U+2028 and U+2029 aside",
                {"keep", "lf", "crlf"});
  }

  std::vector<Reason> reasons() const override {
    return {{"normalize.invisible", "characters that show nothing"},
            {"normalize.spaces", "white space that says nothing"},
            {"normalize.nfc", "the same characters in composed form"},
            {"normalize.line-ending", "another line ending than asked for"}};
  }

  void process(Document& document, Sink& sink) override {
    LineTable& lines = document.lines;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (!lines.kept(i)) continue;
      if (endings_ != "keep") mend_ending(document, i, sink);
      if (lines.text[i].empty()) continue;
      if (controls_) cut_controls(lines, i, sink);
      if (spaces_ != "keep") mend_spaces(lines, i, sink);
      if (nfc_ && lines.kept(i) && text::to_nfc(lines.text[i], buffer_)) {
        rewrite_difference(lines, i, sink);
      }
    }
  }

 private:
  /// Length of the invisible character at `at`, 0 when there is none. A byte order mark may stand
  /// at the very begin of a document; joiners (U+200C, U+200D) are spelling in many scripts.
  static std::size_t invisible(std::string_view s, std::size_t at, bool document_begin) {
    const auto c = static_cast<unsigned char>(s[at]);
    if ((c < 0x20 && c != '\t' && c != '\f') || c == 0x7F) return 1;
    if (c == 0xC2 && at + 1 < s.size()) {
      const auto d = static_cast<unsigned char>(s[at + 1]);
      return d >= 0x80 && d < 0xA0 && d != 0x85 ? 2 : 0;
    }
    const std::string_view three = s.substr(at, 3);
    if (three == "\xE2\x80\x8B" || three == "\xE2\x81\xA0") return 3;
    return three == "\xEF\xBB\xBF" && !document_begin ? 3 : 0;
  }

  static void cut_controls(LineTable& lines, std::size_t i, Sink& sink) {
    for (std::size_t at = 0; lines.kept(i) && at < lines.text[i].size();) {
      const std::string_view s = lines.text[i];
      const auto c = static_cast<unsigned char>(s[at]);
      if (c >= 0x20 && c < 0x7F) {
        ++at;
        continue;
      }
      std::size_t end = at;
      while (end < s.size()) {
        const std::size_t n = invisible(s, end, i == 0 && end == 0);
        if (n == 0) break;
        end += n;
      }
      if (end == at) {
        ++at;
      } else if (end - at == s.size()) {
        return;  // a line of nothing else stays: it may be a page break
      } else {
        sink.rewrite(i, {at, end}, {}, {"normalize.invisible", "characters that show nothing"});
      }
    }
  }

  void mend_spaces(LineTable& lines, std::size_t i, Sink& sink) const {
    const Reason reason{"normalize.spaces", "white space that says nothing"};
    const std::string_view whole = lines.text[i];
    std::size_t end = whole.size();
    while (end > 0 && (whole[end - 1] == ' ' || whole[end - 1] == '\t')) --end;
    if (end == 0) return;
    if (end < whole.size()) sink.rewrite(i, {end, whole.size()}, {}, reason);
    if (spaces_ != "collapse") return;
    std::size_t at = 0;
    while (at < lines.text[i].size() && (lines.text[i][at] == ' ' || lines.text[i][at] == '\t'))
      ++at;
    for (; at < lines.text[i].size(); ++at) {
      const std::string_view s = lines.text[i];
      std::size_t stop = at;
      while (stop < s.size() && (s[stop] == ' ' || s[stop] == '\t')) ++stop;
      if (stop > at + 1) sink.rewrite(i, {at, stop}, " ", reason);
    }
  }

  void mend_ending(const Document& document, std::size_t i, Sink& sink) const {
    const Span line = document.lines.span[i];
    const std::string_view now = document.bytes.substr(line.end, document.lines.next[i] - line.end);
    const std::string_view wanted = endings_ == "lf" ? "\n" : "\r\n";
    if (now.empty() || now == wanted || now.size() > 2) return;
    sink.end_line(i, wanted, {"normalize.line-ending", "another line ending than asked for"});
  }

  /// Rewrites only what differs between the line and `buffer_`.
  void rewrite_difference(const LineTable& lines, std::size_t i, Sink& sink) const {
    const std::string_view now = lines.text[i];
    const auto tail_byte = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
    std::size_t front = 0;
    while (front < now.size() && front < buffer_.size() && now[front] == buffer_[front]) ++front;
    while (front > 0 && ((front < now.size() && tail_byte(now[front])) ||
                         (front < buffer_.size() && tail_byte(buffer_[front])))) {
      --front;
    }
    std::size_t back = 0;
    while (back < now.size() - front && back < buffer_.size() - front &&
           now[now.size() - 1 - back] == buffer_[buffer_.size() - 1 - back]) {
      ++back;
    }
    while (back > 0 && tail_byte(now[now.size() - back])) --back;
    const std::string replacement = buffer_.substr(front, buffer_.size() - back - front);
    sink.rewrite(i, {front, now.size() - back}, replacement,
                 {"normalize.nfc", "the same characters in composed form"});
  }

  bool nfc_ = true;
  bool controls_ = true;
  std::string spaces_ = "trim";
  std::string endings_ = "keep";
  std::string buffer_;
};

}  // namespace

std::unique_ptr<Filter> make_normalize() { return std::make_unique<Normalize>(); }

}  // namespace dechaff
