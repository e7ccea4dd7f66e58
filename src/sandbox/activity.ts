import { describeUser, nodeId } from './describe.ts';
import { notServed, type Operations, reads } from './operation.ts';
import type { Activity } from './state.ts';

const cursorOf = (activity: Activity): string => Buffer.from(`activity:${activity.id}`).toString('base64url');

/** Who pushed what: the one place that tells, since a commit's author can be anybody. */
export const activityOperations: Operations = {
  'repos/list-activities': reads('contents:read', (call) => {
    const { world, repository, query, url } = call;
    notServed(query, 'before', 'time_period');
    const branch = typeof query.ref === 'string' ? query.ref.replace(/^refs\/heads\//, '') : null;
    const found = repository.activities.filter(
      (activity) =>
        (branch === null || activity.ref === `refs/heads/${branch}`) &&
        (query.actor === undefined || activity.actor.login === query.actor) &&
        (query.activity_type === undefined || activity.type === query.activity_type),
    );
    if (query.direction !== 'asc') found.reverse();
    // This list has no numbered pages: a page begins after the cursor that the one before names.
    const start = found.findIndex((activity) => cursorOf(activity) === query.after) + 1;
    const size = Math.min(100, Number(query.per_page ?? 30));
    const items = found.slice(start, start + size);
    const last = items.at(-1);
    const next = new URL(url);
    if (last) next.searchParams.set('after', cursorOf(last));
    return {
      status: 200,
      body: items.map((activity) => ({
        id: activity.id,
        node_id: nodeId('Push', activity.id),
        before: activity.before,
        after: activity.after,
        ref: activity.ref,
        timestamp: activity.at,
        activity_type: activity.type,
        actor: describeUser(world, activity.actor),
      })),
      ...(start + size < found.length ? { headers: { Link: `<${next.href}>; rel="next"` } } : {}),
    };
  }),
};
