#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/document.h"
#include "core/params.h"
#include "core/sink.h"

namespace dechaff {

namespace rules {
class PackLibrary;
}
namespace model {
class LineModel;
}
namespace learn {
class SitePacks;
}
namespace dedup {
class Ledger;
}

/// What filters share and only read. Pointers may be null: no rules, no model. The one who runs the
/// chain owns them and outlives the filters.
struct Resources {
  const rules::PackLibrary* packs = nullptr;
  const model::LineModel* model = nullptr;
  const learn::SitePacks* sites = nullptr;  // null: a filter reads such a pack itself
  dedup::Ledger* ledger = nullptr;          // null: a filter counts what earlier documents had
  std::vector<std::string> languages;       // that the user fixed; none: each page's own
  bool explaining = false;                  // somebody reads the reasons: say what weighed most
};

/// document: the verdict comes from this document alone; each worker has its own instance.
/// input: it also depends on earlier documents; one instance, called in input order.
enum class Order : std::uint8_t { document, input };

/// A stage of a chain. Reads a document, and acts through the sink alone.
class Filter {
 public:
  Filter() = default;
  Filter(const Filter&) = delete;
  Filter& operator=(const Filter&) = delete;
  virtual ~Filter() = default;

  virtual void declare(Params& params) = 0;
  /// The reasons it may give beside the kinds of rules, for `dechaff explain REASON`.
  virtual std::vector<Reason> reasons() const { return {}; }
  virtual void prepare(const Resources&) {}
  virtual Order order() const { return Order::document; }
  /// For the order `input`: does what process() needs of this document alone, and leaves it in
  /// `document.study`. Called on an instance of any worker, right before process() is on the one
  /// that sees the documents in order, or not at all: then process() does it itself.
  virtual void study(Document&) {}
  virtual void process(Document& document, Sink& sink) = 0;
  /// True when process() only learned the last document: memory did not suffice to judge it. From
  /// there on all documents are put off; they come a second time, in the same order, after
  /// settle().
  virtual bool puts_off() const { return false; }
  virtual void settle() {}
  /// Whether it may ever put a document off. Stages before it must not remember documents.
  virtual bool may_put_off() const { return false; }
  /// Called once, on the instance that saw the documents in input order, when all output is safe.
  virtual void commit() {}
};

/// A row of the registry.
struct FilterInfo {
  std::string_view name;
  std::string_view summary;
  std::string_view example;  // one or more, a line each
  std::unique_ptr<Filter> (*make)();
};

/// All filters, in the order in which help and docs list them. In filters/registry.cpp.
const std::vector<FilterInfo>& filters();
const FilterInfo* find_filter(std::string_view name);

}  // namespace dechaff
