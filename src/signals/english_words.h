#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "signals/lists.h"
#include "text/span.h"

namespace dechaff::signals {

/// Cuts English text into words as datatrove does: the tokenizer of spaCy's blank English pipeline
/// (3.8; spacy.io/usage/linguistic-features#how-tokenizer-works). Works on one stretch without
/// white space at a time: marks are taken off at both ends while there are any, a word of the list
/// is cut as the list says, an address of the web stays whole, and what is left is cut at infixes.
/// Left out: emoticons inside other words, and the private Unicode lists behind [[:alpha:]], for
/// which general categories stand. Holds work space: one object a thread.
class EnglishWords {
 public:
  explicit EnglishWords(const Lists& lists) : lists_(lists), ends_(lists.english) {}

  /// Whether a list says how `word` is cut. O(word), mostly O(1).
  bool is_listed(std::string_view word) const {
    return ends_.may_hold(word) && lists_.english.find(word) != lists_.english.end();
  }

  /// Appends the words of `chunk`, as bytes of it, in order. O(length · marks taken off).
  void cut(std::string_view chunk, std::vector<Span>& out);

 private:
  struct Character {
    char32_t c;
    std::uint16_t kinds;  // of the constants in the .cpp
  };

  void load(std::string_view chunk);
  std::string_view bytes(std::size_t begin, std::size_t end) const;
  bool listed(std::size_t begin, std::size_t end) const;
  std::size_t prefix(std::size_t begin, std::size_t end) const;
  std::size_t suffix(std::size_t begin, std::size_t end) const;
  std::size_t infix(std::size_t at, std::size_t begin, std::size_t end) const;
  bool is_address(std::size_t begin, std::size_t end) const;
  bool is_host(std::size_t begin, std::size_t end) const;
  void put(std::size_t begin, std::size_t end, std::vector<Span>& out) const;
  void merge(std::size_t first, std::vector<Span>& out) const;
  void middle(std::size_t begin, std::size_t end, std::vector<Span>& out) const;

  const Lists& lists_;
  Ends ends_;  // of lists_.english
  std::string_view chunk_;
  std::vector<Character> text_;
  std::vector<std::size_t> byte_of_;  // of a character, and of the end
  std::vector<Span> after_;           // taken off the end, outermost first
};

}  // namespace dechaff::signals
