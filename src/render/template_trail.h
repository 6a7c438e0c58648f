// The way of an exception through templates that were compiled with debug annotations.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "plume/generated/template_trace.h"

namespace plume::detail {

/// The exception that is being handled passed this place in a template. Only the innermost places are kept.
void add_to_trail(const TemplatePosition& position);

/// The places that the exception being handled passed, the innermost first; they are forgotten then. Empty where it
/// came from no template, or from one that keeps no traces.
std::vector<TemplatePosition> take_trail();

/// `counter.html.heex:12:8, called from page.html.heex:30:3`
std::string to_text(std::span<const TemplatePosition> trail);

}  // namespace plume::detail
