#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "check/finding.h"
#include "check/markup.h"
#include "core/line_table.h"

namespace dechaff::check {

/// Something that its writer forgot: a finding about bytes of the document.
struct Leftover {
  std::string_view rule;
  std::size_t line;
  Span span;  // bytes of the document
  std::string message;
  std::vector<Fix> fixes;
};

/// Finds what people leave in a text while they write it, line by line and over the whole document:
///   - check.merge-conflict: the three marks of an unresolved merge, outside code;
///   - check.bidi: an override or an embedding of text direction that its line does not close
///     (Boucher and Anderson, "Trojan Source", 2021), code included;
///   - check.tracking: parameters of a link that only say where a reader came from; those of badges
///     and sponsors aside;
///   - check.alt-text: an image whose description is the name of a file;
///   - check.doubled-word: "the the", in English;
///   - check.todo: TODO, TBD, FIXME and XXX in prose;
///   - check.pasted-twice: a paragraph of 15 words or more that the document has already.
///   Paragraphs
///     that follow each other in both places are one finding.
/// Links lose what tracks their reader, and what was pasted goes: those have fixes. One object a
/// thread. O(bytes).
class Leftovers {
 public:
  /// `english`: words of English may be judged. Appends in the order of lines.
  void find(std::string_view bytes, const LineTable& lines, const std::vector<LineKind>& kinds,
            bool english, std::vector<Leftover>& out);

 private:
  void find_conflicts(const std::vector<LineKind>& kinds, std::vector<Leftover>& out) const;
  void find_pasted(const std::vector<LineKind>& kinds, std::vector<Leftover>& out);
  /// Appends a finding when paragraph `p` begins a row that was pasted twice; returns where to go
  /// on.
  std::size_t judge_pasted(std::size_t p, std::vector<Leftover>& out) const;
  std::string_view line(std::size_t i) const {
    return bytes_.substr(lines_->span[i].begin, lines_->span[i].size());
  }

  std::string_view bytes_;
  const LineTable* lines_ = nullptr;
  struct Paragraph {
    std::uint64_t key;
    std::size_t begin, end;  // lines
    std::size_t words, section;
  };
  struct Place {
    std::size_t first = 0, times = 0;  // in paragraphs_
  };
  std::vector<Paragraph> paragraphs_;
  std::unordered_map<std::uint64_t, Place> places_of_;  // of a key
  std::string folded_, joined_;
};

/// The bytes of the lines [begin, end); with the blank lines that follow when blank ones, or
/// nothing, come before.
Span whole_lines(std::string_view bytes, const LineTable& lines, std::size_t begin,
                 std::size_t end);

}  // namespace dechaff::check
