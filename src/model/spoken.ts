/** An id as people say it: `finance-lead` is "finance lead". */
export const spoken = (id: string): string => id.replaceAll(/[._-]+/g, ' ');
