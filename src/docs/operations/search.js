/** Finds operations by what is typed: Swagger UI's own filter knows the names of tags only. */
export function search ({ React }) {
  const phraseOf = (filter) => typeof filter === 'string' ? filter.trim().toLowerCase() : ''

  function SearchBox ({ layoutSelectors, layoutActions }) {
    const filter = layoutSelectors.currentFilter()
    return React.createElement(
      'div',
      { className: 'search' },
      React.createElement('input', {
        type: 'search',
        value: typeof filter === 'string' ? filter : '',
        placeholder: 'Find an operation by its path, name, summary or scope',
        'aria-label': 'Find an operation',
        autoComplete: 'off',
        spellCheck: false,
        onChange: ({ target }) => layoutActions.updateFilter(target.value)
      })
    )
  }

  return {
    components: { FilterContainer: SearchBox },
    fn: {
      opsFilter: (tags, filter) => {
        const words = phraseOf(filter).split(/\s+/)
        return tags
          .map((group, tag) => group.update('operations', (operations) => operations.filter((entry) => matches(entry, tag, words))))
          .filter((group) => group.get('operations').size > 0)
      }
    },
    statePlugins: {
      layout: {
        wrapSelectors: {
          /** What was found is seen, also in a tag that is closed. */
          isShown: (original, system) => (_state, thing, byDefault) =>
            (thing[0] === 'operations-tag' && phraseOf(system.layoutSelectors.currentFilter()) !== '') || original(thing, byDefault)
        }
      }
    }
  }
}

/** Does each word stand somewhere in what the operation is called? */
function matches (entry, tag, words) {
  const operation = entry.get('operation')
  const names = [tag, entry.get('method'), entry.get('path'), operation.get('operationId'), operation.get('summary')]
  // What a token with some scope opens is found by the scope.
  const credentials = operation.get('x-credentials')?.toArray() ?? []
  const text = [...names, ...credentials].join(' ').toLowerCase()
  return words.every((word) => text.includes(word))
}
