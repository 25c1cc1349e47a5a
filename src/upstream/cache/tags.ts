/** Tags such as `group:{id}`, their placeholders filled with what stands in the path where the route has them. */
export function fillTags(tags: readonly string[], route: string, path: string): string[] {
  const [bare = ''] = path.split('?', 1);
  const values = bare.split('/');
  const places = route.split('/');
  const valueOf = (name: string) => values[places.indexOf(`{${name}}`)] ?? '';
  return tags.map((tag) => tag.replace(/\{(\w+)\}/g, (_, name: string) => valueOf(name)));
}
