#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// dechaff inside other programs: link dechaff::dechaff, include this. What stands here stays as it
/// is within a minor version; the other headers do not. C: dechaff_c.h.
namespace dechaff {

/// The stages of a recipe, ready to clean documents: what `dechaff run RECIPE` does, without files.
///
/// Thread-safe: any number of threads may call one object; each call works with its own copy of the
/// stages, packs and model are shared. A recipe with a stage that depends on earlier documents
/// (dedup with the scope "input") takes the documents one after another, in the order of the calls.
class Pipeline {
 public:
  /// What runs, with what.
  struct Options {
    std::string recipe =
        "default";  ///< careful, default, strict, a file *.toml, or a filter's name
    std::vector<std::string> settings;   ///< "boilerplate.mode=strict", as of `dechaff run --set`
    std::vector<std::string> languages;  ///< of all texts ("de"); none: each page's own
    /// A folder of packs, used instead of the built-in ones. Recipes and a model in it are used
    /// before the built-in ones too. Empty: what is built in.
    std::string rules;
    bool model = true;      ///< use the line model
    bool evidence = false;  ///< decisions of the model say what weighed most; costs time
    bool ledger = false;    ///< the caller knows what earlier documents had: keys(), clean_after()
  };

  /// What was done to a stretch of the original text.
  struct Decision {
    std::string action;       ///< "drop", "rewrite" or "flag" (reported, not changed)
    std::size_t begin;        ///< byte of the original text
    std::size_t end;          ///< byte behind the stretch
    std::size_t line;         ///< counts from 1
    std::string stage;        ///< the filter; this and what follows: `--explain`, docs/formats.md
    std::string reason;       ///< its code
    std::string why;          ///< the reason in words
    std::string rule;         ///< the rule, or the model's evidence
    float score;              ///< 0..1
    std::string replacement;  ///< what stands there instead
  };

  /// A cleaned text.
  struct Result {
    std::string text;                 ///< what is left
    std::vector<Decision> decisions;  ///< in the order in which the stages took them
  };

  /// The fingerprint of a unit of text (a sentence, a line …), as `dedup` compares them.
  using Key = std::array<std::uint64_t, 2>;

  /// Throws std::runtime_error with a message for people when the recipe, a setting or the packs
  /// are wrong or missing.
  explicit Pipeline(const Options& options);
  Pipeline() : Pipeline(Options{}) {}
  ~Pipeline();
  Pipeline(Pipeline&&) noexcept;             ///< What was moved from may only be destroyed.
  Pipeline& operator=(Pipeline&&) noexcept;  ///< What was moved from may only be destroyed.

  /// Whether a text's result depends on the texts before it.
  bool in_order() const;

  /// `text` in UTF-8; other bytes pass unchanged. `id` is the document's id or URL, for stages that
  /// look at it. O(bytes). Throws std::runtime_error for a broken rule that is needed first here.
  Result clean(std::string_view text, std::string_view id = {}) const;

  /// The text alone, without the decisions: cheaper.
  std::string clean_text(std::string_view text, std::string_view id = {}) const;

  /// With Options::ledger: what a dedup stage with the scope "input" asks of earlier documents, in
  /// order, each once. The document whose key came first keeps the text of that key.
  std::vector<Key> keys(std::string_view text, std::string_view id = {}) const;

  /// With Options::ledger: the text after those of its keys() that an earlier document has went.
  std::string clean_after(std::string_view text, const std::vector<Key>& earlier,
                          std::string_view id = {}) const;

  /// Makes what was added to a `store` so far last, and waits for the disk. Call it when your
  /// output is safe. The destructor does the same, unless an exception is in flight, but cannot
  /// report a full disk. Does nothing without a store. Throws std::runtime_error.
  void save() const;

  /// Forgets what was added to a `store` since the last save(). The texts of this object that come
  /// after it are not remembered in the store either.
  void abandon() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A document as near duplicates are found: two that have a band in common may be alike, and
/// similarity() of their shingles says how much. What `dedup --unit document --match near` does.
struct NearKeys {
  std::vector<std::uint64_t> bands;     ///< one in common makes a pair a candidate
  std::vector<std::uint64_t> shingles;  ///< sorted, each once
};

/// Of the text's lines, runs of five words in folded case. `threshold` in (0, 1]: the similarity at
/// which a pair has a band in common with a probability of .99. Texts of fewer than `min_words`
/// words have none. O(n log n).
NearKeys near_keys(std::string_view text, double threshold = 0.8, std::size_t min_words = 8);

/// The Jaccard similarity of two sorted sets. O(n).
double similarity(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b);

/// The site of a page by its URL, or by a bare host; empty when `id` is neither.
std::string site_of(std::string_view id);

/// A page to learn from.
struct SitePage {
  std::string_view id;    ///< a URL or a host
  std::string_view text;  ///< in UTF-8
};

/// When a line is a site's.
struct SiteOptions {
  std::size_t min_pages = 8;  ///< of a site, for anything to be learned
  double min_share = 0.3;     ///< of the site's pages that have the line, 0..1
  std::string host;           ///< of all pages; empty: of their ids
};

/// What `dechaff learn` prints of these pages in this order: docs/learn.md. O(bytes).
std::string learn_sites(const std::vector<SitePage>& pages, const SiteOptions& options);

}  // namespace dechaff
