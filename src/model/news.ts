/** What is told outside of GitHub too, in the words of the settings. */
export interface News {
  readonly event: 'requested' | 'approved' | 'denied' | 'expiring' | 'emergency' | 'overdue';
  /** One plain line. */
  readonly title: string;
  /** Plain sentences, each on its line. */
  readonly lines: readonly string[];
  /** Where to look. */
  readonly link: string;
}
