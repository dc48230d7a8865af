#include "signals/columns.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "signals/python_text.h"
#include "text/hash.h"
#include "text/simd.h"
#include "text/utf8.h"

namespace dechaff::signals {
namespace {

namespace simd = text::simd;

/// Bytes of a text from which on memory is looked after.
constexpr std::size_t much = std::size_t{1} << 20;

/// White space, ends of lines, and first bytes of code points among 64 bytes, one bit each.
struct Masks {
  std::uint64_t space = 0, newline = 0, starts = 0, suspect = 0, breaks = 0;
};

/// `p` has 65 readable bytes.
Masks look(const char* p) {
  Masks out;
  for (unsigned i = 0; i < 4; ++i) {
    const simd::Block b = simd::load(p + 16 * i);
    const simd::Block next = simd::load(p + 16 * i + 1);
    const auto put = [i](std::uint64_t& mask, simd::Block bits) {
      mask |= std::uint64_t{simd::high_bits(bits)} << (16 * i);
    };
    put(out.space, simd::either(simd::equal(b, ' '),
                                simd::either(simd::within(b, 9, 13), simd::within(b, 0x1C, 0x1F))));
    put(out.newline, simd::equal(b, '\n'));
    put(out.breaks, simd::either(simd::within(b, 11, 13), simd::within(b, 0x1C, 0x1E)));
    put(out.starts, simd::either(simd::within(b, 0, 0x7F), simd::within(b, 0xC0, 0xFF)));
    // NEL, NBSP; U+1680; U+2000 to U+207F; U+3000 to U+303F.
    simd::Block suspect = simd::both(simd::equal(b, 0xE2), simd::within(next, 0x80, 0x81));
    suspect = simd::either(suspect, simd::both(simd::equal(b, 0xE3), simd::equal(next, 0x80)));
    suspect = simd::either(suspect, simd::both(simd::equal(b, 0xE1), simd::equal(next, 0x9A)));
    suspect = simd::either(
        suspect, simd::both(simd::equal(b, 0xC2),
                            simd::either(simd::equal(next, 0x85), simd::equal(next, 0xA0))));
    put(out.suspect, suspect);
  }
  return out;
}

}  // namespace

void TextColumns::assign(std::string_view bytes, unsigned needs) {
  constexpr unsigned of_chunks =
      need_characters | need_english | need_normal | need_unicode | need_raw;
  text = bytes;
  needs_ = needs;
  characters = newlines = 0;
  chunks.clear();
  locals.clear();
  ids_.clear();
  frequency.clear();
  lines.clear();
  sums.fill(0);
  gopher_mask = 0;
  stop_words.fill(0);
  reserve();
  split();
  if ((needs & need_line_hashes) != 0) {
    for (LineColumn& l : lines) l.hash = text::hash64(line(l));
  }
  distinct.clear();
  if ((needs & of_chunks) != 0) {
    vocabulary.begin(needs & of_chunks);
    vocabulary.number(text, chunks, locals, ids_, frequency);
    count_chunks();
  }
  if (stamp_ > UINT32_MAX - 16) {  // words know documents by it
    stamp_ = 0;
    vocabulary.forget_stamps();
  }
}

void TextColumns::release_lines() {
  if (text.size() < much) return;
  lines = {};
  other_.reset();
}

/// In a large text lists that double would take twice their size, and three times while they move.
void TextColumns::reserve() {
  if (text.size() < much) return;
  std::size_t ends = 1, begins = 0;
  bool inside = false;
  for (const char c : text) {
    const bool space = c == ' ' || (c >= '\t' && c <= '\r');
    ends += c == '\n' ? 1U : 0U;
    begins += space || inside ? 0U : 1U;
    inside = !space;
  }
  lines.reserve(ends);
  chunks.reserve(begins + begins / 16);  // there are other spaces, rarely
  locals.reserve(begins + begins / 16);
}

void TextColumns::split() {
  line_begin_ = line_chunk_ = line_characters_ = 0;
  other_breaks_ = false;
  bool in_chunk = false;
  std::uint32_t chunk_begin = 0;
  std::uint64_t carried = 0;  // bytes of a white space that began in the block before
  for (std::size_t at = 0; at < text.size(); at += 64) {
    const std::size_t size = std::min<std::size_t>(64, text.size() - at);
    char tail[80];
    const char* p = text.data() + at;
    if (text.size() - at < 65) {
      std::memset(tail, 0, sizeof tail);
      std::memcpy(tail, p, size);
      p = tail;
    }
    Masks masks = look(p);
    masks.space |= carried;
    carried = 0;
    while (masks.suspect != 0) {
      const auto i = static_cast<unsigned>(std::countr_zero(masks.suspect));
      masks.suspect &= masks.suspect - 1;
      if (at + i >= text.size()) break;
      const text::Decoded d = text::decode(text, at + i);
      if (!d.valid() || !is_python_space(d.c)) continue;
      if (d.c == 0x85 || d.c == 0x2028 || d.c == 0x2029) other_breaks_ = true;
      for (unsigned k = i; k < i + d.bytes; ++k) {
        if (k < 64) {
          masks.space |= std::uint64_t{1} << k;
        } else {
          carried |= std::uint64_t{1} << (k - 64);
        }
      }
    }
    const std::uint64_t inside = size == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << size) - 1;
    masks.space = (masks.space & inside) | ~inside;
    masks.newline &= inside;
    if ((masks.breaks & inside) != 0) other_breaks_ = true;
    const std::uint64_t starts = masks.starts & inside;
    const std::uint64_t text_bits = ~masks.space;
    const std::uint64_t before = text_bits << 1 | (in_chunk ? 1 : 0);
    // A bit where a chunk begins or has ended, or a line ends, in the order of the bytes.
    std::uint64_t events = (text_bits ^ before) | masks.newline;
    while (events != 0) {
      const auto i = static_cast<unsigned>(std::countr_zero(events));
      events &= events - 1;
      const std::uint64_t bit = std::uint64_t{1} << i;
      if ((text_bits & bit) != 0) {
        chunk_begin = static_cast<std::uint32_t>(at + i);
        in_chunk = true;
      } else {
        if (in_chunk) chunks.push_back({chunk_begin, static_cast<std::uint32_t>(at + i)});
        in_chunk = false;
        if ((masks.newline & bit) != 0) {
          end_line(at + i,
                   characters + static_cast<std::uint32_t>(std::popcount(starts & (bit - 1))));
        }
      }
    }
    characters += static_cast<std::uint32_t>(std::popcount(starts));
  }
  if (in_chunk) chunks.push_back({chunk_begin, static_cast<std::uint32_t>(text.size())});
  end_line(text.size(), characters);
  newlines = static_cast<std::uint32_t>(lines.size() - 1);
}

void TextColumns::end_line(std::size_t end, std::uint32_t characters_before_end) {
  LineColumn line{};
  line.begin = line_begin_;
  line.end = static_cast<std::uint32_t>(end);
  line.chunk_begin = line_chunk_;
  line.chunk_end = static_cast<std::uint32_t>(chunks.size());
  line.characters = characters_before_end - line_characters_;
  lines.push_back(line);
  line_begin_ = line.end + 1;
  line_chunk_ = line.chunk_end;
  line_characters_ = characters_before_end + 1;
}

void TextColumns::count_chunks() {
  constexpr std::size_t ahead = 8;  // of what is on its way from memory
  distinct.resize(ids_.size());
  for (std::size_t i = 0; i < ids_.size(); ++i) {
    if (i + ahead < ids_.size()) vocabulary.fetch_chunk(ids_[i + ahead]);
    const Chunk& chunk = distinct[i] = vocabulary.chunk(ids_[i]);
    const std::uint64_t times = frequency[i];
    if (const LargeChunk* large = vocabulary.large(chunk)) {
      for (std::size_t k = 0; k < count_count; ++k) sums[k] += times * large->counts[k];
    } else {
      for (std::size_t k = 0; k < count_count; ++k) sums[k] += times * chunk.counts[k];
    }
    gopher_mask |= chunk.gopher_mask;
    for (unsigned mask = chunk.stop_mask; mask != 0; mask &= mask - 1) {
      stop_words[static_cast<std::size_t>(std::countr_zero(mask))] += frequency[i];
    }
  }
  for (LineColumn& line : lines) line.flags = flags_of(line);
}

std::uint32_t TextColumns::flags_of(const LineColumn& line) const {
  if (locals.empty()) return 0;
  std::uint32_t flags = 0;
  for (std::uint32_t i = line.chunk_begin; i < line.chunk_end; ++i) flags |= chunk(i).flags;
  return flags;
}

void TextColumns::fill(Need need) {
  words_.ids.clear();
  words_.before.clear();
  need == need_chunk_repeats ? fill_plain() : fill_cut(need);
  const std::size_t count = words_.ids.size();
  words_.before.resize(count + 1);
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    words_.before[i] = sum;
    sum += lengths_[words_.ids[i]];
  }
  words_.before[count] = sum;
}

void TextColumns::fill_plain() {
  words_.ids = locals;
  words_.distinct = static_cast<std::uint32_t>(distinct.size());
  lengths_.resize(distinct.size());
  for (std::size_t i = 0; i < distinct.size(); ++i) {
    lengths_[i] = vocabulary.count(distinct[i], c_characters);
  }
}

/// Words that chunks are cut into.
void TextColumns::fill_cut(Need need) {
  constexpr std::size_t ahead = 8;
  ++stamp_;
  local_begin_.clear();
  local_words_.clear();
  for (std::size_t i = 0; i < distinct.size(); ++i) {
    if (i + ahead < distinct.size()) vocabulary.fetch_list(distinct[i + ahead]);
    const Chunk& chunk = distinct[i];
    local_begin_.push_back(static_cast<std::uint32_t>(local_words_.size()));
    if (need == need_normal_repeats) {
      if (chunk.normal != 0) local_words_.push_back(chunk.normal);
      continue;
    }
    const auto words = need == need_english_repeats ? vocabulary.words_of(chunk)
                                                    : vocabulary.unicode_words_of(chunk);
    local_words_.insert(local_words_.end(), words.begin(), words.end());
  }
  local_begin_.push_back(static_cast<std::uint32_t>(local_words_.size()));
  number();
  std::size_t count = 0;
  for (std::size_t i = 0; i < distinct.size(); ++i) {
    count += std::size_t{frequency[i]} * (local_begin_[i + 1] - local_begin_[i]);
  }
  words_.ids.resize(count);
  std::size_t at = 0;
  for (const std::uint32_t local : locals) {
    for (std::uint32_t i = local_begin_[local]; i < local_begin_[local + 1]; ++i) {
      words_.ids[at++] = local_words_[i];
    }
  }
}

/// Ids of words in local_words_ become numbers of this document and kind, with their lengths.
void TextColumns::number() {
  constexpr std::size_t ahead = 8;
  words_.distinct = 0;
  lengths_.clear();
  for (std::size_t i = 0; i < local_words_.size(); ++i) {
    if (i + ahead < local_words_.size()) vocabulary.fetch_word(local_words_[i + ahead]);
    Word& word = vocabulary.word(local_words_[i]);
    if (word.document != stamp_) {
      word.document = stamp_;
      word.local = words_.distinct++;
      lengths_.push_back(word.characters);
    }
    local_words_[i] = word.local;
  }
}

std::size_t TextColumns::language() const {
  const auto* most = std::max_element(stop_words.begin(), stop_words.end());
  return *most == 0 ? 16 : static_cast<std::size_t>(most - stop_words.begin());
}

std::uint32_t TextColumns::sentences(std::uint32_t chunk_begin, std::uint32_t chunk_end) const {
  std::uint32_t count = chunk_begin < chunk_end ? 1 : 0;
  bool ended = false;
  for (std::uint32_t i = chunk_begin; i < chunk_end; ++i) {
    const Chunk& chunk = this->chunk(i);
    if (ended && i > chunk_begin) {
      // White space of more than one space is a word of its own for spaCy, and no mark.
      const std::size_t gap = chunks[i - 1].end;
      if (chunks[i].begin - gap != 1 || text[gap] != ' ') {
        ++count;
        ended = false;
      }
    }
    if (!ended && (chunk.flags & f_sentence_mark) == 0) continue;
    for (const std::uint32_t word : vocabulary.words_of(chunk)) {
      const std::uint8_t flags = vocabulary.word(word).flags;
      if ((flags & w_ends_sentence) != 0) {
        ended = true;
      } else if (ended && (flags & w_punctuation) == 0) {
        ++count;
        ended = false;
      }
    }
  }
  return count;
}

}  // namespace dechaff::signals
