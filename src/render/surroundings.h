// Surroundings: what a render asks for that stands in no template.
#pragma once

#include <cstdint>
#include <string>

namespace plume {

struct NestedView;
class Upload;

namespace detail {

/// The live components of a view, as a render carries them to the calls in templates. The layer of views says what
/// they can do.
class LiveComponents {
 protected:
  ~LiveComponents() = default;
};

/// Implemented by whatever renders a page or a view.
class Surroundings {
 public:
  virtual ~Surroundings() = default;
  /// Returns the container of a nested view: with its content if nobody else will render that. Throws std::logic_error
  /// if no view can be nested here.
  virtual std::string nested_html(const NestedView& nested) = 0;
  /// Returns null if no live component can stand here.
  virtual LiveComponents* live_components() { return nullptr; }
  /// A template shows the input of an upload.
  virtual void show_upload(Upload&) {}
  /// Returns a number that no other stream of the view has.
  virtual std::uint32_t new_stream_ref() { return 0; }
};

}  // namespace detail
}  // namespace plume
