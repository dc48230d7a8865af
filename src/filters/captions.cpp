#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "core/filter.h"
#include "filters/captions/caption_lines.h"
#include "filters/reasons.h"

namespace dechaff {
namespace {

namespace reason = reasons::captions;

constexpr std::size_t least_captions = 2;  // of a text that does not begin with WEBVTT
constexpr double least_share = 0.15;       // of its lines with text that are times
constexpr double rolling_share = 0.3;      // of captions that begin with what the one before showed
constexpr std::uint64_t touching = 60;     // milliseconds between captions of one scroll

/// Makes text of captions (WebVTT, SubRip): what scrolls is there once, without tags.
class Captions final : public Filter {
 public:
  void declare(Params& params) override {
    params.flag("times", times_, "keep the lines with times, of captions that have text left");
  }

  void process(Document& document, Sink& sink) override {
    if (!read(document.lines)) return;
    drop_blocks(document.lines, sink);
    const bool rolling = scrolls();
    for (std::size_t c = 0; c < cues_.size(); ++c) {
      const Cue& cue = cues_[c];
      bool left = false;
      for (const std::size_t i : cue.lines) {
        if (shown(c, i, rolling)) {
          sink.drop(i, reason::again);
          continue;
        }
        left = true;
        cut_tags(document.lines, i, sink);
      }
      if (!left) {
        for (const std::size_t i : cue.blanks) sink.drop(i, reason::empty);
      }
      if (cue.number != none && (!left || !times_)) sink.drop(cue.number, reason::time);
      if (!left || !times_) sink.drop(cue.time, reason::time);
    }
  }

 private:
  static constexpr std::size_t none = SIZE_MAX;
  struct Cue {
    std::size_t number = none, time = 0;
    captions::Times times;
    std::vector<std::size_t> lines, blanks;
    std::vector<std::string> texts;  // of `lines`, without tags
  };

  /// Reads the captions; false when the document has none.
  bool read(const LineTable& lines) {
    cues_.clear();
    blocks_.clear();
    header_end_ = none;
    std::size_t with_text = 0;
    bool block = false, vtt = false, first = true;
    std::size_t last = none;  // line with text above
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (!lines.kept(i)) continue;
      std::string_view line = trim(lines.text[i]);
      if (line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
      if (line.empty()) {
        // Of rolling captions a line may be one space: it belongs to its caption.
        if (!cues_.empty() && !block) cues_.back().blanks.push_back(i);
        if (block && header_end_ == none) {
          header_end_ = i;
        } else if (block) {
          blocks_.push_back(i);
        }
        block = false;
        continue;
      }
      ++with_text;
      if (first) vtt = line.starts_with("WEBVTT");
      if (const auto times = captions::times_of(line)) {
        Cue cue;
        cue.time = i;
        cue.times = *times;
        if (last != none && last + 1 == i && is_number(trim(lines.text[last])))
          take_number(cue, last);
        cues_.push_back(std::move(cue));
        block = false;
      } else if ((first && vtt) || (vtt && captions::opens_block(line)) || block) {
        block = true;
        blocks_.push_back(i);
      } else if (!cues_.empty()) {
        cues_.back().lines.push_back(i);
        cues_.back().texts.push_back(without_tags(line));
      }
      first = false;
      last = i;
      if (i > 400 && cues_.empty()) return false;
    }
    if (vtt) return !cues_.empty();
    return cues_.size() >= least_captions &&
           double(cues_.size()) >= least_share * double(with_text);
  }

  void take_number(Cue& cue, std::size_t line) {
    cue.number = line;
    if (!cues_.empty() && !cues_.back().lines.empty() && cues_.back().lines.back() == line) {
      cues_.back().lines.pop_back();
      cues_.back().texts.pop_back();
    }
  }

  static bool is_number(std::string_view line) {
    return !line.empty() && line.size() <= 6 &&
           std::all_of(line.begin(), line.end(), [](char c) { return c >= '0' && c <= '9'; });
  }

  static std::string without_tags(std::string_view line) {
    repairs::Repairs tags;
    captions::find_tags(line, tags);
    std::string out;
    std::size_t at = 0;
    for (const repairs::Repair& tag : tags) {
      out += line.substr(at, tag.span.begin - at);
      out += tag.replacement;
      at = tag.span.end;
    }
    out += line.substr(at);
    return std::string(trim(out));
  }

  bool shows(std::size_t cue, const std::string& text) const {
    const auto& texts = cues_[cue].texts;
    return std::find(texts.begin(), texts.end(), text) != texts.end();
  }

  /// Whether captions scroll: many begin with what the one before showed.
  bool scrolls() const {
    std::size_t again = 0;
    for (std::size_t c = 1; c < cues_.size(); ++c)
      again += !cues_[c].texts.empty() && shows(c - 1, cues_[c].texts.front()) ? 1U : 0U;
    return double(again) >= rolling_share * double(cues_.size() - 1);
  }

  /// Whether the caption before showed this line of caption `c`.
  bool shown(std::size_t c, std::size_t line, bool rolling) const {
    if (c == 0) return false;
    const Cue& cue = cues_[c];
    const auto at = std::find(cue.lines.begin(), cue.lines.end(), line) - cue.lines.begin();
    const bool scroll = rolling && cue.times.begin <= cues_[c - 1].times.end + touching;
    return scroll && shows(c - 1, cue.texts[static_cast<std::size_t>(at)]);
  }

  void cut_tags(const LineTable& lines, std::size_t i, Sink& sink) {
    tags_.clear();
    captions::find_tags(lines.text[i], tags_);
    std::vector<Sink::Rewrite> rewrites;
    for (repairs::Repair& tag : tags_)
      rewrites.push_back({tag.span, std::move(tag.replacement), &reason::tag, {}});
    if (!rewrites.empty()) sink.rewrite(i, rewrites);
  }

  void drop_blocks(const LineTable& lines, Sink& sink) const {
    if (header_end_ != none && !times_) sink.drop(header_end_, reason::block);
    for (const std::size_t i : blocks_) {
      const bool header = times_ && trim(lines.text[i]).starts_with("WEBVTT");
      if (!header) sink.drop(i, reason::block);
    }
  }

  bool times_ = true;
  std::vector<Cue> cues_;
  std::vector<std::size_t> blocks_;  // lines of the header, of notes, styles and regions
  std::size_t header_end_ = none;    // the empty line below the header
  repairs::Repairs tags_;
};

}  // namespace

std::unique_ptr<Filter> make_captions() { return std::make_unique<Captions>(); }

}  // namespace dechaff
