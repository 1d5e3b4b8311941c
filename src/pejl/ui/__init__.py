"""What all pages share: base templates, components, pictures, documents' building blocks."""
