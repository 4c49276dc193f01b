// Who works here, and what they may do.

/** Each includes those before it. */
export const ROLES = ['viewer', 'reviewer', 'approver', 'admin'];

let agent = null;

export function currentAgent() {
  return agent;
}

export function setAgent(value) {
  agent = value;
}

/** Whether the agent's role includes that one. The server asks again; this only spares buttons that it would refuse. */
export function may(role) {
  return agent !== null && ROLES.indexOf(agent.role) >= ROLES.indexOf(role);
}
