#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "decide/page_view.h"

namespace dechaff::decide {

/// What the line model says of a page's blocks, and what else is known of its lines: a line that
/// the model would drop may stay for the place in which it stands. All functions are O(lines).
struct ModelVerdict {
  const PageView& page;
  const std::vector<const rules::Hit*>& fire;  // the rule that fires on a line, or null
  const std::vector<float>& probability;       // of a block, that it is the page's own text
  std::vector<std::uint8_t>& keep;             // of a block, whether it stays
  float one_text = 1;  // probability that the page is an article or the like
};

/// Code and front matter are the page's own text, whatever the model says. `probability`: of a
/// block; empty when the model was not asked.
void hold_fixed(const PageView& page, std::vector<float>& probability);

/// The page's likeliest title stays, where the model knows titles and is sure enough. `title`: the
/// probability of a block to be one; empty where the model does not know.
void keep_title(const std::vector<float>& title, std::vector<std::uint8_t>& keep);

/// The line that stands right above the first prose, lines with cues aside, when it has the size
/// of a title; or else the nearest one of the twelve above it that the prose says word for
/// word: a product's name above its price. The number of lines when there is none.
std::size_t title_line(const ModelVerdict& verdict);

/// A short run of lines of the body without cues, between lines that stay, stays with them: the
/// things of a recipe, the headings of a part, a post. Not where the model is certain. Out of
/// fold: see docs/model.md.
void keep_gaps(const ModelVerdict& verdict);

/// On a small page of plain text that is no article, a job's or an event's, all from the first line
/// that stays to the first line that a rule takes in the tail stays, unless the model is certain:
/// of so few words its measure says little.
void keep_small_page(const ModelVerdict& verdict);

/// Below a line that stays, a long sentence of the body stays, and so does a short line right
/// above prose that stays, a heading by its place; unless a rule or the model speaks against it.
/// An "[edit]" or "Advertisement" between them that a rule dropped does not count. What a rule
/// leaves of a line, a caption before its credit, stays unless the model speaks against it. Out
/// of fold this changes word F1 by +.0001 to +.0013. So do the last words of a text ("The case
/// continues.") below its body, and a heading that rules know as a word of menus.
void keep_inside(const ModelVerdict& verdict);

/// Of a page that was HTML: an h1 to h6 stays right above what stays, unless a rule speaks
/// against it or the model is certain. From below, so that a heading above a heading stays too.
void keep_heading_elements(const ModelVerdict& verdict);

}  // namespace dechaff::decide
