/**
 * What is wrong with the page's layout, one line each: it scrolls sideways, or something on it is cut off without an
 * ellipsis or lies outside the window. Runs in the page, so it stands alone.
 */
export function layoutProblems(): string[] {
  const { scrollWidth } = document.documentElement
  const problems =
    scrollWidth > innerWidth ? [`page is ${scrollWidth - innerWidth} px too wide`] : []
  for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
    const problem = problemOf(element)
    if (!problem) continue
    const words = (element.textContent || element.tagName).trim().slice(0, 40)
    problems.push(`${problem}: <${element.tagName.toLowerCase()}> “${words}”`)
  }
  return problems

  function problemOf(element: HTMLElement): string | null {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return null
    const box = element.getBoundingClientRect()
    // Words for screen readers are a pixel large on purpose.
    if (box.width <= 1 || box.height <= 1 || element.closest('svg, [inert], .sr-only')) return null
    if (isScrolled(element.parentElement)) return null
    if (box.left < -1 || box.right > innerWidth + 1) return 'outside the window'
    const style = getComputedStyle(element)
    const hasOwnText = [...element.childNodes].some(
      ({ nodeType, textContent }) => nodeType === Node.TEXT_NODE && textContent?.trim(),
    )
    if (!hasOwnText || style.overflow === 'visible') return null
    if (style.textOverflow === 'ellipsis' || style.overflowY === 'auto') return null
    const isCut =
      element.scrollWidth > element.clientWidth + 1 ||
      element.scrollHeight > element.clientHeight + 1
    return isCut ? 'cut off' : null
  }

  function isScrolled(element: HTMLElement | null): boolean {
    if (!element) return false
    const scrolls = /auto|scroll/.test(getComputedStyle(element).overflowX)
    return (
      (scrolls && element.scrollWidth > element.clientWidth) || isScrolled(element.parentElement)
    )
  }
}
