#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rules/bytes.h"
#include "rules/literals.h"

namespace dechaff::rules {

/// Finds the patterns that a line may match by the strings they require, without any pattern being
/// compiled. Immutable after prepare() and safe to share between threads.
class Prefilter {
 public:
  /// Lines of more code points are searched for the patterns alone that take such lines.
  static constexpr std::uint32_t short_line = 120;
  /// Bytes that must stand behind a folded line, zeros.
  static constexpr std::size_t slack = 16;

  /// Pattern `index` needs what `required` says, in lines of up to `max_chars` code points; `none`:
  /// it is a candidate of every line.
  void add(std::uint16_t index, std::uint32_t max_chars, const Required& required);
  void prepare();

  /// Appends the indices of the patterns whose strings are in `folded` (see fold_case; `slack`
  /// zeros stand behind it), in no order, some twice. About a nanosecond a byte of a short line,
  /// less of a long one.
  void candidates(std::string_view folded, std::uint32_t chars,
                  std::vector<std::uint16_t>& out) const;

  /// Whether pattern `index` matches at the begin of a line alone, as far as is known.
  bool anchored(std::uint16_t index) const {
    return index < anchored_.size() && anchored_[index] != 0;
  }

  /// The tables as bytes of this machine, and back. read() throws std::out_of_range for bytes that
  /// are no such tables of patterns below `patterns`.
  void write(ByteWriter& out) const;
  void read(ByteReader& in, std::size_t patterns);

 private:
  /// A string of the pool, its first eight bytes as a number, and the pattern that needs it.
  struct Entry {
    std::uint64_t head;
    std::uint32_t text;
    std::uint16_t size, index;
  };

  /// Strings of at least `bytes` bytes, found by a hash of their first ones.
  struct Table {
    std::uint32_t bytes = 0;
    std::uint32_t key_bits = 0;
    std::vector<Entry> entries;
    std::vector<std::uint32_t> first;  // of a key: entries [first[k], first[k+1])

    void prepare(const std::string& pool);
    void look(std::string_view folded, std::size_t at, const std::string& pool,
              std::vector<std::uint16_t>& out) const;
  };

  /// Strings that may stand anywhere. A bit for each hash of four bytes, and each pair, that
  /// begins one says whether a look into the tables is worth it.
  struct Insides {
    Table single{1, 0, {}, {}}, pair{2, 0, {}, {}}, four{4, 0, {}, {}};
    std::vector<std::uint64_t> four_marks, pair_marks;

    void prepare(const std::string& pool);
    void scan(std::string_view folded, const std::string& pool,
              std::vector<std::uint16_t>& out) const;
  };

  template <class Self, class Visit>
  static void each_table(Self& self, Visit visit);

  std::string pool_;
  // At the first byte, word, letter.
  std::vector<Table> starts_ = tables(), words_ = tables(), letters_ = tables();
  Insides any_, long_;  // of all patterns, and of those that take long lines
  std::vector<std::uint16_t> always_;
  std::vector<std::uint8_t> anchored_;

  static std::vector<Table> tables();
};

}  // namespace dechaff::rules
