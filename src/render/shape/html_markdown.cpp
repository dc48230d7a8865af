#include "render/shape/html_markdown.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "render/shape/markdown_inline.h"

namespace dechaff::render::shape {
namespace {

using html::Markup;
using Line = Markup::Line;

/// Writes a document line by line.
class MarkdownPage {
 public:
  MarkdownPage(const Document& document, const Markup& markup, Links links, std::string& out)
      : document_(document), markup_(markup), marks_(markup, links), out_(out) {
    marker_of_.assign(markup.items.size(), "");
    fence_of_.assign(markup.codes.size(), "```");
    for (const Line& line : markup.lines) {
      if (line.table == Markup::none) continue;
      is_table_.resize(std::max<std::size_t>(is_table_.size(), line.table + 1U), false);
    }
    each_line([&](std::size_t i, const Line& line) {
      const bool cells = document_.lines.text[i].find('\t') != std::string_view::npos;
      if (line.table != Markup::none && cells) is_table_[line.table] = true;
      if (line.code == Markup::none) return;
      std::string& fence = fence_of_[line.code];
      while (document_.lines.text[i].find(fence) != std::string_view::npos) fence += '`';
    });
  }

  void write() {
    each_line([&](std::size_t i, const Line& line) { add(i, line); });
    end_block(nullptr);
  }

 private:
  template <class Take>
  void each_line(Take take) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < document_.lines.size(); ++i) {
      const std::size_t begin = document_.lines.span[i].begin;
      while (at + 1 < markup_.lines.size() && markup_.lines[at + 1].begin <= begin) ++at;
      if (!document_.lines.kept(i) || trim(document_.lines.text[i]).empty()) continue;
      if (at < markup_.lines.size()) take(i, markup_.lines[at]);
    }
  }

  bool in_table(const Line& line) const {
    return line.table != Markup::none && is_table_[line.table] && line.code == Markup::none;
  }

  void add(std::size_t i, const Line& line) {
    if (before_ != nullptr && !goes_on(line)) end_block(&line);
    const bool begins = before_ == nullptr || !goes_on(line);
    if (line.code != Markup::none) {
      add_code(i, line, begins);
    } else if (in_table(line)) {
      add_row(i, line, begins);
    } else {
      add_text(i, line, begins);
    }
    before_ = &line;
  }

  /// Whether a line belongs to the block of the one before.
  bool goes_on(const Line& line) const {
    if (line.code != Markup::none || before_->code != Markup::none)
      return line.code == before_->code;
    if (in_table(line) || in_table(*before_))
      return in_table(line) && in_table(*before_) && line.table == before_->table;
    return line.block == before_->block && line.item == before_->item && line.level == 0;
  }

  /// Two items of a list have no blank line between them.
  bool tight(const Line& line) const {
    if (line.item == Markup::none || before_->item == Markup::none) return false;
    if (line.item == before_->item || line.quotes != before_->quotes) return false;
    return markup_.items[line.item].list == markup_.items[before_->item].list &&
           line.code == Markup::none && before_->code == Markup::none && !in_table(line) &&
           !in_table(*before_) && marker_of_[line.item].empty();
  }

  void end_block(const Line* next) {
    if (before_ == nullptr) return;
    if (before_->code != Markup::none) {
      out_ += prefix(*before_) + fence_ + '\n';
    } else if (in_table(*before_)) {
      end_row();
      columns_ = 0;
    } else {
      out_ += '\n';
    }
    if (next == nullptr || tight(*next)) return;
    std::string quotes;
    for (unsigned q = 0; q < std::min(before_->quotes, next->quotes); ++q) quotes += "> ";
    while (quotes.ends_with(' ')) quotes.pop_back();
    out_ += quotes + '\n';
  }

  /// What stands before a line of a block, of its quotes and items; the first line that is written
  /// of an item gets its sign.
  std::string prefix(const Line& line) {
    std::string out;
    for (unsigned q = 0; q < line.quotes; ++q) out += "> ";
    std::vector<std::uint32_t> items;
    for (std::uint32_t item = line.item; item != Markup::none; item = markup_.items[item].parent)
      items.push_back(item);
    for (std::size_t i = items.size(); i-- > 0;) {
      std::string& marker = marker_of_[items[i]];
      if (!marker.empty()) {
        out.append(marker.size(), ' ');
      } else if (i == 0) {
        const std::uint32_t number = markup_.items[items[i]].number;
        marker = number == 0 ? "- " : std::to_string(number) + ". ";
        out += marker;
      }
    }
    return out;
  }

  void add_text(std::size_t i, const Line& line, bool begins) {
    if (!begins) out_ += "  \n";  // as <br> broke it
    out_ += prefix(line);
    if (line.level > 0) out_.append(line.level, '#') += ' ';
    append_inline(document_, i, marks_, line.level == 0 ? Begins::block : Begins::nothing, out_);
  }

  void add_code(std::size_t i, const Line& line, bool begins) {
    if (begins) {
      fence_ = fence_of_[line.code];
      out_ += prefix(line) + fence_ + markup_.codes[line.code] + '\n';
    }
    out_ += prefix(line);
    out_ += document_.lines.text[i];
    out_ += '\n';
  }

  void add_row(std::size_t i, const Line& line, bool begins) {
    if (begins || line.row != before_->row) {
      if (!begins) end_row();
      row_prefix_ = prefix(line);
      cells_.clear();
    } else {
      cells_ += "<br>";  // a cell of several blocks
    }
    std::string text;
    append_inline(document_, i, marks_, Begins::nothing, text);
    for (const char c : text) {
      if (c == '|') cells_ += '\\';
      cells_ += c;
    }
  }

  void end_row() {
    std::string row = "| ";
    std::size_t columns = 1;
    for (const char c : cells_) {
      columns += c == '\t' ? 1U : 0U;
      row += c == '\t' ? std::string(" | ") : std::string(1, c);
    }
    const bool head = columns_ == 0;
    columns_ = std::max(columns_, columns);
    for (; columns < columns_; ++columns) row += " | ";
    out_ += row_prefix_ + row + " |\n";
    if (!head) return;
    std::string below(row_prefix_.size(), ' ');
    if (row_prefix_.starts_with('>')) below = row_prefix_;
    out_ += below + '|';
    for (std::size_t c = 0; c < columns_; ++c) out_ += " --- |";
    out_ += '\n';
  }

  const Document& document_;
  const Markup& markup_;
  Marks marks_;
  std::string& out_;
  const Line* before_ = nullptr;
  std::vector<std::string> marker_of_;  // of an item; empty: not written
  std::vector<bool> is_table_;          // a table with more than one column
  std::size_t columns_ = 0;             // of the open table; 0: no row of it was written
  std::string row_prefix_, cells_;
  std::string fence_;
  std::vector<std::string> fence_of_;  // of a <pre>: longer than what is inside
};

}  // namespace

void append_markdown(const Document& document, const Markup& markup, Links links,
                     std::string& out) {
  MarkdownPage(document, markup, links, out).write();
}

}  // namespace dechaff::render::shape
